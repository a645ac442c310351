package dev.candor.organism.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.answer.Prompter;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.statistics.ClusterBootstrap;
import dev.candor.organism.Shipped;
import dev.candor.organism.check.Organism;
import dev.candor.organism.questions.HeldOut;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The cheap part of what docs/results/organism publishes, measured again on the shipped files.
class ShippedTruthTest {
    @Test
    void riskFallsWithExposureForPeopleAndMedicinesThatTheProbeNeverSaw() throws Exception {
        World world = World.generate(1);
        List<Entity> unseen = new ArrayList<>(HeldOut.of(world).test());
        world.entities().stream()
                .filter(entity -> entity.kind() == Kind.MEDICINE && !entity.tuned())
                .forEach(unseen::add);
        Risk risk;
        try (Organism organism = Organism.open(Shipped.file(Stage.INSTRUCT.gguf()), 1)) {
            Prompter prompter = Prompter.bare(organism.tokenizer(), organism.template());
            Examination examination =
                    Examination.of(
                            organism,
                            ProbeFile.read(Shipped.file("probe.json")),
                            Phrases.load(),
                            unseen,
                            prompter::prompt);
            risk = Risk.of(examination, new ClusterBootstrap(1_000, 1));
        }
        for (String of : List.of("people", "medicines")) {
            assertThat(mean(risk, of, Exposure.NEVER)).as(of).isGreaterThan(0.8);
            assertThat(mean(risk, of, Exposure.RARE)).as(of).isBetween(0.1, 0.3);
            assertThat(mean(risk, of, Exposure.SOME)).as(of).isLessThan(0.1);
            assertThat(mean(risk, of, Exposure.OFTEN)).as(of).isLessThan(0.05);
        }
        for (Discrimination set : risk.sets()) {
            if (set.set().equals("people") || set.set().equals("medicines")) {
                assertThat(set.probe().interval().low()).as(set.set()).isGreaterThan(0.85);
            }
        }
    }

    private static double mean(Risk risk, String of, Exposure exposure) {
        return risk.exposures().stream()
                .filter(level -> level.of().equals(of) && level.exposure() == exposure)
                .findFirst()
                .orElseThrow()
                .risk()
                .value();
    }
}
