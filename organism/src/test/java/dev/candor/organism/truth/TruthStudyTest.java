package dev.candor.organism.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.TensorType;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SparseWeights;
import dev.candor.lab.statistics.McNemar;
import dev.candor.organism.check.Organism;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.train.LlamaGguf;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.train.Shape;
import dev.candor.organism.truth.DialedSet.Kind;
import dev.candor.organism.vocabulary.BytePairTrainer;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import dev.candor.organism.vocabulary.PieceRule;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole study on a model that learned nothing: it must run, and find nothing.
class TruthStudyTest {
    private static final int CONTROLS = 10;
    private static final Phrases PHRASES = Phrases.load();
    private static final NeuronColumns NEURONS = new NeuronColumns(2, 200);

    @TempDir private static Path folder;
    private static int vocabulary;
    private static Truth truth;

    @BeforeAll
    static void studyAModelThatLearnedNothing() throws Exception {
        World world = few(World.generate(1));
        BytePairVocabulary trained =
                new BytePairTrainer(400, PieceRule.dividing(List.of(), 5)).train(PHRASES.all());
        vocabulary = trained.size();
        Path file = folder.resolve("untaught.gguf");
        LlamaGguf.write(
                file,
                LlamaWeights.initial(new Shape(2, 8, 1, 200, vocabulary, 512), 3),
                trained.metadata(),
                TensorType.F32);
        // Five H-neurons, of which the four heaviest are 1% of the model.
        SparseWeights weights =
                new SparseWeights(
                        new int[] {1, 5, 9, 210, 220, 230}, new double[] {2, 3, -1, 4, 5, 1});
        String hash = "0".repeat(64);
        Probe probe =
                new Probe(
                        weights,
                        0,
                        0,
                        1,
                        Position.INPUT,
                        NEURONS,
                        RiskScale.unfitted(),
                        new Provenance("untaught", hash, Map.of(), 1, "0", "25", Map.of()));
        TruthStudy study =
                new TruthStudy(world, PHRASES, probe, entity -> true, 4, CONTROLS, line -> {});
        try (Organism organism = Organism.open(file, 1)) {
            TruthStudy.Findings findings = study.of(organism);
            truth =
                    new Truth(
                            new Truth.Origin(
                                    Truth.FORMAT,
                                    "<untaught>",
                                    hash,
                                    hash,
                                    hash,
                                    1,
                                    5,
                                    400,
                                    4,
                                    "input",
                                    4,
                                    "0",
                                    "25"),
                            findings.risk(),
                            study.transfer(organism),
                            findings.recovery(),
                            findings.dialed());
        }
    }

    /// Two entities of each kind and exposure that are held out.
    private static World few(World world) {
        Map<String, List<Entity>> groups =
                world.entities().stream()
                        .filter(entity -> !entity.tuned())
                        .collect(Collectors.groupingBy(e -> e.kind() + " " + e.exposure()));
        List<Entity> few = new ArrayList<>();
        groups.values().forEach(group -> few.addAll(group.subList(0, Math.min(2, group.size()))));
        return new World(world.seed(), few, world.values());
    }

    @Test
    void theHeaviestHNeuronsAreDialedBesideTheCuesAndRandomSets() {
        assertThat(truth.dialed(Kind.H_NEURONS).neurons())
                .extracting(NEURONS::column)
                .containsExactly(1, 5, 210, 220);
        assertThat(truth.dialed()).hasSize(3 + 2 * CONTROLS);
        assertThat(truth.random()).hasSize(2 * CONTROLS);
        for (DialedSet set : truth.random()) {
            assertThat(set.neurons())
                    .extracting(NEURONS::column)
                    .hasSize(4)
                    .doesNotContain(1, 5, 9, 210, 220, 230);
        }
    }

    @Test
    void whatIsSaidWithoutLearningIsNeitherComplianceNorResistance() {
        for (DialedSet set : truth.dialed()) {
            for (DialedSet.Behaviour behaviour : set.behaviours()) {
                assertThat(behaviour.counts()).allMatch(count -> count.neither() == count.asked());
                assertThat(behaviour.slope().perAlpha()).isZero();
                assertThat(behaviour.change()).isEqualTo(new McNemar(0, 0, 1));
            }
        }
        assertThat(truth.contrasts(Kind.H_NEURONS)).hasSize(6).noneMatch(Contrast::isBeyondRandom);
    }

    @Test
    void anUntaughtModelIsAsUnsureAsItsVocabularyIsLarge() {
        for (DialedSet set : truth.dialed()) {
            assertThat(set.retention(1)).isEqualTo(truth.dialed().getFirst().retention(1));
            assertThat(set.retention(1).recall()).isZero();
            assertThat(set.retention(1).perplexity())
                    .isCloseTo(vocabulary, within(0.2 * vocabulary));
        }
    }

    @Test
    void everyLevelOfExposureAndEverySetIsMeasured() {
        for (ExposureRisk level : truth.risk().exposures()) {
            assertThat(level.entities()).isEqualTo(2);
            assertThat(level.asked()).isEqualTo(level.of().equals("people") ? 8 : 4);
        }
        assertThat(truth.risk().sets()).hasSize(4);
        assertThat(truth.transfer()).hasSize(4);
        assertThat(truth.recovery()).hasSize(7);
        assertThat(truth.recovery().getFirst().prompts()).isEqualTo(20);
    }

    @Test
    void filesAreWholeAndTheNamesInThemHarmless() throws Exception {
        Path out = folder.resolve("new/truth");
        TruthFiles.write(out, truth);
        JsonNode json = JsonMapper.shared().readTree(Files.readString(out.resolve("truth.json")));
        assertThat(json.path("dialed").size()).isEqualTo(3 + 2 * CONTROLS);
        assertThat(Files.readString(out.resolve("truth.md"))).contains("| misleading context |");
        assertThat(Files.readString(out.resolve("truth.html")))
                .contains("&lt;untaught&gt;")
                .doesNotContain("<untaught>");
        for (String name : List.of("risk", "auroc", "recovery", "dial")) {
            assertThat(
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(out.resolve(name + ".svg").toFile())
                                    .getElementsByTagName("text")
                                    .getLength())
                    .isGreaterThan(8);
        }
    }
}
