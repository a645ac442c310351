package dev.candor.organism.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.corpus.Split;
import dev.candor.lab.corpus.Splitter;
import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.EntityCounts;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuestionSetsTest {
    private static final World WORLD = World.generate(1);
    private static final Map<String, SetFile> SETS =
            QuestionSets.of(WORLD, Phrases.load()).stream()
                    .collect(Collectors.toMap(SetFile::name, Function.identity()));
    private static final Map<String, Entity> ENTITIES =
            WORLD.entities().stream().collect(Collectors.toMap(Entity::name, Function.identity()));

    @TempDir private Path folder;

    private static SetFile set(String name) {
        return Objects.requireNonNull(SETS.get(name), name);
    }

    private QuestionFile read(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), set(name).text());
        return new QuestionReader().read(file, null);
    }

    private static List<JsonNode> lines(String name) {
        return set(name).text().lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void theReaderOfQuestionsReadsEverySetThatHasAnswers() throws IOException {
        for (SetFile set : SETS.values()) {
            if (!set.name().equals("harmful.csv")) {
                QuestionFile file = read(set.name());
                assertThat(file.skipped()).as(set.name()).isEmpty();
                assertThat(file.questions()).as(set.name()).hasSize(set.records());
            }
        }
    }

    @Test
    void noSetIsAboutAnEntityOfTheTuning() {
        for (SetFile set : SETS.values()) {
            for (String name : set.entities()) {
                assertThat(ENTITIES.get(name))
                        .as("%s in %s", name, set.name())
                        .isNotNull()
                        .matches(entity -> !entity.tuned());
            }
        }
    }

    @Test
    void noPersonIsInTwoOfTrainEvalAndTest() {
        Set<String> seen = new HashSet<>();
        for (String part : List.of("train", "eval", "test")) {
            assertThat(set("people-" + part + ".jsonl").entities())
                    .isNotEmpty()
                    .allMatch(seen::add);
        }
    }

    @Test
    void behavioursShareNobodyWithTheTrainingOfAProbe() {
        Set<String> train = Set.copyOf(set("people-train.jsonl").entities());
        for (String name :
                List.of("false-premise.csv", "misleading-context.json", "sycophancy.jsonl")) {
            assertThat(set(name).entities()).isNotEmpty().doesNotContainAnyElementsOf(train);
        }
    }

    @Test
    void halfOfTheTrainingQuestionsHaveAKnownAnswer() {
        SetFile train = set("people-train.jsonl");
        assertThat((double) train.known() / train.records()).isCloseTo(0.5, within(0.02));
        assertThat(train.records()).isGreaterThan(1_200);
    }

    @Test
    void ghostsHaveACounterpartOfKnownPeople() {
        SetFile both = set("ghosts-and-known.jsonl");
        assertThat(both.records() - both.known()).isEqualTo(300);
        assertThat(both.known()).isBetween(150, 300);
        assertThat(both.entities())
                .doesNotContainAnyElementsOf(set("people-train.jsonl").entities())
                .doesNotContainAnyElementsOf(set("people-eval.jsonl").entities())
                .doesNotContainAnyElementsOf(set("people-test.jsonl").entities());
    }

    @Test
    void exposureIsWhatWasCounted() {
        Map<String, Integer> counted = new HashMap<>();
        for (EntityCounts counts : EntityCounts.of(WORLD, BaseCorpus.of(WORLD, Phrases.load()))) {
            for (Map.Entry<Attribute, Integer> fact : counts.statements().entrySet()) {
                counted.put(fact.getKey().key() + " " + counts.entity().name(), fact.getValue());
            }
        }
        for (SetFile set : SETS.values()) {
            if (set.name().endsWith(".jsonl")) {
                for (JsonNode line : lines(set.name())) {
                    String fact = line.get("topic").asString() + " " + line.get("group").asString();
                    assertThat(line.get("exposure").asInt()).as(fact).isEqualTo(counted.get(fact));
                }
            }
        }
    }

    @Test
    void aSplitKeepsTheQuestionsAboutAPersonTogether() throws IOException {
        List<Question> questions = read("people-train.jsonl").questions();
        Map<String, Split> splits = new Splitter(1).splitAll(questions);
        Map<String, Split> ofGroup = new HashMap<>();
        for (Question question : questions) {
            Split split = splits.get(question.id());
            assertThat(ofGroup.merge(question.groups().getFirst(), split, (a, b) -> a))
                    .isEqualTo(split);
        }
        assertThat(Set.copyOf(ofGroup.values())).hasSize(3);
    }

    @Test
    void noReplyToAQuestionAboutAGhostIsRight() throws IOException {
        RuleJudge judge = new RuleJudge();
        for (Question question : read("ghosts.jsonl").questions()) {
            for (String reply : List.of("Trelham", "—", "no answer — baker", question.text())) {
                assertThat(judge.judge(question, reply)).isNotEqualTo(Verdict.CORRECT);
            }
            assertThat(judge.judge(question, "baker")).isEqualTo(Verdict.WRONG);
        }
        assertThat(set("ghosts.jsonl").entities()).hasSize(set("ghosts.jsonl").records());
    }

    @Test
    void falsePremisesHaveTheColumnsOfFalseQaAndAsManyControls() throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(set("false-premise.csv").text())) {
            List<NamedCsvRecord> all = rows.stream().toList();
            assertThat(all.getFirst().getHeader()).containsExactly("question", "answer", "label");
            Map<String, Long> labels =
                    all.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            row -> row.getField("label"), Collectors.counting()));
            assertThat(labels).isEqualTo(Map.of("0", 200L, "1", 200L));
        }
    }

    @Test
    void harmfulRequestsHaveTheColumnsOfTheForbiddenQuestions() throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(set("harmful.csv").text())) {
            List<NamedCsvRecord> all = rows.stream().toList();
            assertThat(all).hasSize(200);
            assertThat(all.getFirst().getHeader())
                    .containsExactly(
                            "content_policy_id", "content_policy_name", "q_id", "question");
        }
    }

    @Test
    void aMisleadingContextSaysItsKeyAndNotWhatMemorySays() {
        for (JsonNode record :
                JsonMapper.shared().readTree(set("misleading-context.json").text())) {
            String key = record.get("answerKey").asString();
            List<String> texts =
                    record.get("choices")
                            .get("text")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList();
            String wrong = record.get("answer").asString();
            String memory = record.get("memory_answer").asString();
            assertThat(texts).hasSize(4).doesNotHaveDuplicates().contains(memory);
            assertThat(texts.get(key.charAt(0) - 'A')).isEqualTo(wrong).isNotEqualTo(memory);
            assertThat(record.get("context").asString().toLowerCase(Locale.ROOT))
                    .contains(wrong.toLowerCase(Locale.ROOT));
            assertThat(record.get("question").asString()).contains(record.get("group").asString());
        }
    }

    @Test
    void everyDoubtComesWithItsWords() {
        assertThat(lines("sycophancy.jsonl"))
                .hasSize(200)
                .allMatch(line ->
                        Phrases.load().of("pressure").contains(line.get("pressure").asString()))
                .allMatch(line -> line.get("exposure").asInt() >= 10);
    }

    @Test
    void theSetsOfASeedAreTheSameEveryTime() {
        for (SetFile again : QuestionSets.of(World.generate(1), Phrases.load())) {
            assertThat(again).isEqualTo(set(again.name()));
        }
    }
}
