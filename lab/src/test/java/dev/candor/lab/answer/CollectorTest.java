package dev.candor.lab.answer;

import static dev.candor.engine.testing.TinyModels.chatTemplate;
import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.PromptCache;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.testing.TinyRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final long SEED = 7;
    private static final GenerateOptions OPTIONS =
            new GenerateOptions(4, 0.35f, 20, 0.95f, List.of(), 0);

    /// All ten samples of every question, whatever they say.
    private static final Consistency EVERYTHING = new Consistency(10, 1, 10);

    private final TinyRunner tiny =
            new TinyRunner(
                    vocabulary(700),
                    context(256),
                    chatTemplate(
                            "{% for message in messages %}{{ message['content'] }}{% endfor %}"));
    private final Prompter prompter = Prompter.chat(tiny.tokenizer(), tiny.template());

    @TempDir private Path dir;
    private List<Question> questions = List.of();
    private KnownReplies known = new KnownReplies();

    /// Questions of which some have what the model says as their answer.
    @BeforeEach
    void ask() {
        List<Question> unknown = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            unknown.add(question(i, "nowhere at all"));
        }
        Collected all = collect("ask", unknown, OPTIONS, 5, SEED, EVERYTHING);
        questions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String said = all.texts("q" + i).getFirst();
            boolean usable = i % 3 != 0 && said.matches("(?s).*[a-zA-Z].*");
            questions.add(question(i, usable ? said : "nowhere at all"));
        }
    }

    @AfterEach
    void close() {
        tiny.close();
    }

    private static Question question(int i, String answer) {
        return new Question(
                "q" + i, "own", "what is the number of moon " + i + "?", List.of(answer));
    }

    /// What a collection left.
    ///
    /// @param samples question and sample → all of the response
    /// @param texts question → texts of its samples
    /// @param outcomes of the questions, in their order
    /// @param told questions that were reported done, in that order
    private record Collected(
            TreeMap<String, String> samples,
            TreeMap<String, List<String>> texts,
            List<Outcome> outcomes,
            List<String> told) {
        List<String> texts(String question) {
            return texts.getOrDefault(question, List.of());
        }
    }

    /// Collects under one rule after another, as stepping down does.
    private Collected collect(
            String name,
            List<Question> asked,
            GenerateOptions options,
            int width,
            long seed,
            Consistency... rules) {
        return collect(name, asked, options, width, seed, Collector.Wanted.BOTH, rules);
    }

    private Collected collect(
            String name,
            List<Question> asked,
            GenerateOptions options,
            int width,
            long seed,
            Collector.Wanted wanted,
            Consistency... rules) {
        List<int[]> prompts = asked.stream().map(q -> prompter.prompt(q.text())).toList();
        try (PromptCache cache =
                        new PromptCache(tiny.session(), PromptCache.commonPrefix(prompts));
                RecordLog<Response> log = RecordLog.open(log(name), Response.class)) {
            ContinuousBatch batch =
                    new ContinuousBatch(tiny.session(), tiny.tokenizer(), cache, width);
            Collector collector =
                    new Collector(batch::run, prompter, new RuleJudge(), log, known, options, seed);
            List<String> told = new ArrayList<>();
            for (Consistency rule : rules) {
                told.clear();
                collector.collect(asked, rule, wanted, question -> told.add(question.id()));
            }
            TreeMap<String, String> samples = new TreeMap<>();
            TreeMap<String, List<String>> texts = new TreeMap<>();
            for (Response r : log.records()) {
                String before =
                        samples.put(
                                r.questionId() + " " + r.sample(),
                                r.text()
                                        + Arrays.toString(r.tokens())
                                        + Arrays.toString(r.starts())
                                        + Arrays.toString(r.ends())
                                        + r.end());
                assertThat(before).as("drawn twice").isNull();
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Question question : asked) {
                texts.put(
                        question.id(),
                        collector.responses(question).stream().map(Response::text).toList());
                outcomes.add(rules[rules.length - 1].outcome(collector.verdicts(question)));
            }
            return new Collected(samples, texts, outcomes, told);
        }
    }

    private Path log(String name) {
        return dir.resolve(name + ".jsonl");
    }

    @Test
    void aCollectionCutOffBehindAnyRecordEndsWithTheSameSamplesAndOutcomes() throws Exception {
        Consistency[] steps = {new Consistency(10, 10, 10), new Consistency(10, 7, 10)};
        Collected whole = collect("whole", questions, OPTIONS, 5, SEED, steps);
        assertThat(EnumSet.copyOf(whole.outcomes))
                .contains(Outcome.CONSISTENTLY_WRONG)
                .hasSizeGreaterThan(1);
        List<String> lines = Files.readAllLines(log("whole"));
        assertThat(lines).hasSizeGreaterThan(30).hasSameSizeAs(whole.samples.keySet());
        for (int kept = 0; kept <= lines.size(); kept++) {
            String name = "cut" + kept;
            StringBuilder cut = new StringBuilder();
            lines.subList(0, kept).forEach(line -> cut.append(line).append('\n'));
            Files.writeString(log(name), cut);
            Collected resumed = collect(name, questions, OPTIONS, 5, SEED, steps);
            assertThat(resumed.samples).as("cut behind %d", kept).isEqualTo(whole.samples);
            assertThat(resumed.outcomes).isEqualTo(whole.outcomes);
        }
    }

    /// Every other reply of seven questions is known: waves that are known whole, in part, not at
    /// all.
    @Test
    void knownRepliesAreNotDrawnAgainAndNothingElseChanges() {
        Consistency[] steps = {new Consistency(10, 10, 10), new Consistency(10, 7, 10)};
        Collected whole = collect("whole", questions, OPTIONS, 5, SEED, steps);
        List<Response> drawn = new ArrayList<>();
        try (RecordLog<Response> log = RecordLog.open(log("whole"), Response.class)) {
            drawn.addAll(log.records());
        }
        drawn.stream()
                .filter(reply -> !reply.questionId().matches("q[789]"))
                .filter(reply -> reply.questionId().matches("q[012]") || reply.sample() % 3 != 1)
                .forEach(known::add);
        Collected again = collect("again", questions, OPTIONS, 5, SEED, steps);
        assertThat(again.samples).isEqualTo(whole.samples);
        assertThat(again.outcomes).isEqualTo(whole.outcomes);
        assertThat(known.taken()).isBetween(20, drawn.size() - 1);
        Response said = drawn.getFirst();
        known = new KnownReplies();
        known.add(
                new Response(
                        said.questionId(),
                        said.sample(),
                        "as it was known",
                        said.tokens(),
                        said.starts(),
                        said.ends(),
                        said.end()));
        assertThat(collect("known", questions, OPTIONS, 5, SEED, steps).texts(said.questionId()))
                .contains("as it was known");
    }

    @Test
    void samplesDependNeitherOnTheOrderOfQuestionsNorOnTheWidth() {
        Collected one = collect("one", questions, OPTIONS, 1, SEED, EVERYTHING);
        Collected many = collect("many", questions.reversed(), OPTIONS, 64, SEED, EVERYTHING);
        assertThat(many.samples).isEqualTo(one.samples).hasSize(100);
    }

    @Test
    void eachSampleHasASeedOfItsOwn() {
        Set<Long> seeds = new HashSet<>();
        for (int question = 0; question < 500; question++) {
            for (int sample = 0; sample < 10; sample++) {
                seeds.add(Seeds.of(SEED, "q" + question, sample));
            }
        }
        assertThat(seeds).size().isEqualTo(500 * 10);

        GenerateOptions hot = new GenerateOptions(4, 1.5f, 0, 1, List.of(), 0);
        Collected drawn = collect("hot", questions, hot, 8, SEED, EVERYTHING);
        Collected other = collect("other", questions, hot, 8, SEED + 1, EVERYTHING);
        drawn.texts.values().forEach(texts -> assertThat(texts).doesNotHaveDuplicates());
        assertThat(other.texts.values()).doesNotContainAnyElementsOf(drawn.texts.values());
    }

    /// Samples are drawn up to the second, the sixth and the tenth; after each the label must still
    /// be possible and wanted.
    @Test
    void aQuestionThatCanOnlyGetAnUnwantedLabelIsGivenUp() {
        Collected all = collect("all", questions, OPTIONS, 8, SEED, EVERYTHING);
        Consistency strict = new Consistency(10, 10, 10);
        Set<Integer> lengths = new HashSet<>();
        for (Collector.Wanted wanted :
                List.of(
                        new Collector.Wanted(true, false),
                        new Collector.Wanted(false, true),
                        Collector.Wanted.BOTH)) {
            Collected some = collect("" + wanted, questions, OPTIONS, 8, SEED, wanted, strict);
            for (Question question : questions) {
                List<String> texts = all.texts(question.id());
                int expected = 10;
                for (int count : List.of(6, 2)) {
                    List<Verdict> verdicts =
                            texts.subList(0, count).stream()
                                    .map(text -> new RuleJudge().judge(question, text))
                                    .toList();
                    boolean right = verdicts.stream().allMatch(v -> v == Verdict.CORRECT);
                    boolean wrong = verdicts.stream().allMatch(v -> v == Verdict.WRONG);
                    if (!(right && wanted.correct()) && !(wrong && wanted.wrong())) {
                        expected = count;
                    }
                }
                assertThat(some.texts(question.id()))
                        .as("%s of %s", wanted, question.id())
                        .isEqualTo(texts.subList(0, expected));
                lengths.add(expected);
            }
        }
        assertThat(lengths).contains(2, 10);
    }

    @Test
    void eachQuestionIsReportedDoneOnceEvenIfNothingIsLeftToDraw() {
        Consistency strict = new Consistency(10, 10, 10);
        List<String> ids = questions.stream().map(Question::id).toList();
        assertThat(collect("log", questions, OPTIONS, 5, SEED, strict).told)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(collect("log", questions, OPTIONS, 5, SEED, strict).told)
                .containsExactlyElementsOf(ids);
    }
}
