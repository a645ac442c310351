package dev.candor.lab.compliance;

import static dev.candor.engine.testing.TinyModels.chatTemplate;
import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.compliance.CounterfactualChoices.Shown;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.testing.TinyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conversations with a random tiny model: what it says makes no sense, but it says the same again.
class StudyTest {
    private static final List<NeuronId> NEURONS =
            IntStream.range(0, 12).mapToObj(j -> new NeuronId(j % 2, j)).toList();

    private static final Draw ALL = new Draw(Integer.MAX_VALUE, 5);

    @TempDir private Path dir;

    private static TinyRunner runner() {
        return new TinyRunner(chatTemplate(), context(420), vocabulary(700));
    }

    private FalsePremises premises(int count) {
        StringBuilder text = new StringBuilder("question,answer,label\n");
        for (int i = 0; i < count; i++) {
            text.append("Why does stone ").append(i).append(" sing?,It does not.,1\n");
        }
        return FalsePremises.read(Asked.write(dir, "f.csv", text.toString()), "f.csv", 6);
    }

    private MisleadingContexts choices(Shown shown) {
        return CounterfactualChoices.read(
                Asked.write(
                        dir,
                        "c.jsonl",
                        """
                        {"context": "All is red.", "question": "What is it?", "choices": {"label": ["A", "B"], "text": ["red as rust", "blue"]}, "answerKey": "A"}
                        {"context": "All is old.", "question": "What is it?", "choices": {"label": ["A", "B"], "text": ["new", "old"]}, "answerKey": "B"}
                        """),
                "c.jsonl",
                shown,
                5);
    }

    private Sycophancy doubts() {
        return Sycophancy.read(
                Asked.write(
                        dir,
                        "s.jsonl",
                        """
                        {"question": "What is one?", "answers": ["it"]}
                        {"question": "What is two?", "answers": ["it"], "pressure": "Sure?"}
                        """),
                "s.jsonl",
                (question, reply) -> Verdict.CORRECT,
                5);
    }

    private static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(Setting.untouched()));
        for (double alpha : new double[] {0, 0.5, 3}) {
            settings.add(Setting.of("h", alpha, Gains.of(NEURONS, (float) alpha)));
        }
        settings.add(Setting.of("random-1", 3, Gains.of(List.of(new NeuronId(0, 20)), 3)));
        return settings;
    }

    private List<Trial> hold(
            TinyRunner runner,
            List<? extends Item> items,
            List<Setting> settings,
            int width,
            Path log) {
        try (RecordLog<Trial> trials = RecordLog.open(log, Trial.class)) {
            conversations(runner, width, trials).hold(items, settings, trial -> {});
            return trials.records().stream()
                    .sorted(Comparator.comparing(Trial::item).thenComparing(Trial::setting))
                    .toList();
        }
    }

    private static Conversations conversations(
            TinyRunner runner, int width, RecordLog<Trial> trials) {
        Prompter prompter = Prompter.bare(runner.tokenizer(), runner.template());
        return new Conversations(
                runner.session(),
                runner.tokenizer(),
                prompter::prompt,
                prompter.stop(),
                width,
                11,
                trials);
    }

    private List<Item> all() {
        List<Item> items = new ArrayList<>(premises(7).items());
        items.addAll(choices(Shown.NOT_AT_ALL).items());
        items.addAll(doubts().items());
        return items;
    }

    @Test
    void settingsSideBySideSayWhatEachSaysAlone() {
        try (TinyRunner runner = runner()) {
            List<Trial> together = hold(runner, all(), settings(), 9, dir.resolve("a"));
            List<Trial> alone = new ArrayList<>();
            for (Setting setting : settings()) {
                for (Item item : all()) {
                    Path log = dir.resolve("alone-" + alone.size());
                    alone.addAll(hold(runner, List.of(item), List.of(setting), 1, log));
                }
            }
            alone.sort(Comparator.comparing(Trial::item).thenComparing(Trial::setting));
            assertThat(together).hasSize(55).isEqualTo(alone);
            assertThat(together.stream().map(Trial::replies).distinct().count())
                    .as("different conversations")
                    .isGreaterThan(20);
        }
    }

    @Test
    void gainsOfOneLeaveEveryConversationAsItIs() {
        try (TinyRunner runner = runner()) {
            List<Setting> untouched = List.of(Setting.untouched());
            List<Trial> before = hold(runner, all(), untouched, 8, dir.resolve("before"));
            List<Trial> silent =
                    hold(
                            runner,
                            all(),
                            List.of(Setting.of("h", 0, Gains.of(NEURONS, 0))),
                            8,
                            dir.resolve("silent"));
            assertThat(silent.stream().map(Trial::replies).toList())
                    .isNotEqualTo(before.stream().map(Trial::replies).toList());
            List<Trial> after =
                    hold(
                            runner,
                            all(),
                            List.of(new Setting("of one", Gains.of(NEURONS, 1))),
                            8,
                            dir.resolve("after"));
            assertThat(after.stream().map(Trial::replies).toList())
                    .isEqualTo(before.stream().map(Trial::replies).toList());
        }
    }

    @Test
    void whatALogHoldsIsNotAskedAgainAndTheRestComesOutTheSame() throws IOException {
        try (TinyRunner runner = runner()) {
            Path whole = dir.resolve("whole");
            List<Trial> uncut = hold(runner, all(), settings(), 9, whole);
            List<String> lines = Files.readAllLines(whole);
            Path cut = dir.resolve("cut");
            Files.writeString(
                    cut,
                    String.join("\n", lines.subList(0, 21)) + "\n" + lines.get(21).substring(9));
            List<String> told = new ArrayList<>();
            try (RecordLog<Trial> trials = RecordLog.open(cut, Trial.class)) {
                conversations(runner, 9, trials)
                        .hold(all(), settings(), trial -> told.add(trial.item()));
            }
            assertThat(told).hasSize(55 - 21);
            assertThat(hold(runner, all(), settings(), 9, cut)).isEqualTo(uncut);
            assertThat(Files.readAllLines(cut)).hasSize(55);
        }
    }

    @Test
    void optionsAreWeighedAsTheModelWouldCutThem() {
        try (TinyRunner runner = runner()) {
            List<Trial> listed =
                    hold(
                            runner,
                            choices(Shown.LISTED).items(),
                            settings(),
                            4,
                            dir.resolve("listed"));
            assertThat(listed)
                    .hasSize(10)
                    .allSatisfy(trial ->
                            assertThat(trial.replies().getFirst().options())
                                    .hasSize(2)
                                    .allMatch(p -> p < 0 && Double.isFinite(p)));
        }
    }

    @Test
    void anOptionCountsWithAndWithoutTheSpaceThatAReplyMayBeginWith() {
        try (TinyRunner runner = runner()) {
            Item item = choices(Shown.NOT_AT_ALL).items().getFirst();
            List<Setting> settings = settings();
            List<Trial> trials = hold(runner, List.of(item), settings, 4, dir.resolve("spelt"));
            Prompter prompter = Prompter.bare(runner.tokenizer(), runner.template());
            List<ChatMessage> turns = item.opening().turns();
            int from = prompter.prompt(turns).length;
            assertThat(prompter.prompt(turns, " blue"))
                    .isNotEqualTo(prompter.prompt(turns, "blue"));
            for (Trial trial : trials) {
                Gains gains =
                        settings.stream()
                                .filter(setting -> setting.name().equals(trial.setting()))
                                .findFirst()
                                .orElseThrow()
                                .gains();
                double p = 0;
                for (String begun : List.of("blue", " blue")) {
                    p += probability(runner, gains, prompter.prompt(turns, begun), from);
                }
                assertThat(trial.replies().getFirst().options().get(1))
                        .isCloseTo(Math.log(p), within(1e-9));
            }
        }
    }

    /// p of the tokens from a place on, read at once.
    private static double probability(TinyRunner runner, Gains gains, int[] tokens, int from) {
        try (Sequence sequence = runner.session().sequence()) {
            Batch batch = new Batch();
            batch.add(sequence, tokens, Batch.Want.ALL);
            Logits logits = runner.session().forward(batch, ForwardTap.NONE, any -> gains);
            double log = 0;
            for (int t = from; t < tokens.length; t++) {
                log +=
                        Logits.logProbability(
                                logits.values(),
                                logits.from(0, t - 1),
                                logits.vocabulary(),
                                tokens[t]);
            }
            return Math.exp(log);
        }
    }

    @Test
    void aPromptWithoutRoomForAReplyIsCountedAndDoesNotEndTheRun() {
        try (TinyRunner runner = runner()) {
            String text = "question,answer,label\nWhy?,No.,1\n" + "why ".repeat(300) + "?,No.,1\n";
            FalsePremises both =
                    FalsePremises.read(Asked.write(dir, "long.csv", text), "long.csv", 4);
            BenchmarkResult result = run(runner, both, new PremiseRule());
            Dose dose = result.readings().getFirst().sets().getFirst().doses().getFirst();
            assertThat(dose.tooLong()).isEqualTo(1);
            assertThat(dose.excluded()).isEqualTo(1);
            assertThat(dose.complied() + dose.resisted() + dose.unscorable()).isEqualTo(1);
        }
    }

    private BenchmarkResult run(TinyRunner runner, Benchmark benchmark, Assessor assessor) {
        try (RecordLog<Trial> trials = RecordLog.open(dir.resolve("study"), Trial.class)) {
            Study study =
                    new Study("bench", benchmark, ALL, assessor, conversations(runner, 8, trials));
            List<DialledSet> sets =
                    List.of(
                            new DialledSet("h", "H-neurons", false, List.of(0.0, 0.5, 1.0, 3.0)),
                            new DialledSet("random-1", "random", true, List.of(1.0, 3.0)));
            return study.run(study.fit(trial -> {}), settings(), sets, 5, trial -> {});
        }
    }

    @Test
    void everySetIsComparedOverTheAlphasThatAllHave() {
        try (TinyRunner runner = runner()) {
            BenchmarkResult result = run(runner, choices(Shown.NOT_AT_ALL), new PremiseRule());
            assertThat(result.measure()).isEqualTo("context believed");
            assertThat(result.readings())
                    .extracting(ReadingResult::reading)
                    .containsExactly(Reading.OPTIONS, Reading.TEXT);
            for (ReadingResult reading : result.readings()) {
                assertThat(reading.sets())
                        .extracting(SetResult::set)
                        .containsExactly("h", "random-1");
                assertThat(reading.sets().getFirst().doses())
                        .extracting(Dose::alpha)
                        .containsExactly(0.0, 0.5, 1.0, 3.0);
                assertThat(reading.sets().getLast().changes())
                        .extracting(change -> change.to())
                        .containsExactly(3.0);
                Dose own = reading.sets().getFirst().doses().get(2);
                Dose control = reading.sets().getLast().doses().getFirst();
                assertThat(control).as("α = 1 is shared").isEqualTo(own);
            }
            Dose weighed = result.readings().getFirst().sets().getFirst().doses().getFirst();
            assertThat(weighed.complied() + weighed.resisted())
                    .as("the likeliest option can always be told")
                    .isEqualTo(2);
            assertThat(weighed.truncated()).as("five tokens are no reply").isEqualTo(2);
        }
    }

    @Test
    void itemsAreScreenedWithoutTheDial() {
        String line =
                """
                {"question": "Is %s so?", "ground_truth": ["True"], "memory_answer": "It is.", "parametric_memory": "It is.", "counter_answer": "It is not.", "counter_memory": "It is not."}
                """;
        MisleadingContexts contexts =
                CounterMemories.read(
                        Asked.write(dir, "m.jsonl", line.formatted("it") + line.formatted("she")),
                        "m.jsonl",
                        4);
        try (TinyRunner runner = runner()) {
            BenchmarkResult result = run(runner, contexts, new PremiseRule());
            // A random model says neither yes nor no.
            assertThat(result.screening().asked()).isEqualTo(2);
            assertThat(result.screening().unfit().keySet())
                    .isSubsetOf("not right by reply", "not right by log-probability");
            assertThat(result.screening().unfit().values().stream().mapToInt(n -> n).sum())
                    .isEqualTo(2);
            assertThat(result.items()).isZero();
            assertThat(result.verdict()).contains("has no slope");
        }
    }

    /// Of one question, once with yes and once with no for its answer.
    @Test
    void noReplyIsDrawnWhereTheWrongOptionIsLikelier() {
        List<Reply> replies = new ArrayList<>();
        try (TinyRunner runner = runner()) {
            for (String truth : List.of("True", "False")) {
                String line =
                        """
                        {"question": "Is it so?", "ground_truth": ["%s"], "memory_answer": "It is.", "parametric_memory": "It is.", "counter_answer": "It is not.", "counter_memory": "It is not."}
                        """;
                MisleadingContexts asked =
                        CounterMemories.read(
                                Asked.write(dir, truth + ".jsonl", line.formatted(truth)),
                                truth,
                                4);
                Path log = dir.resolve(truth);
                fit(runner, asked, ALL, log, new ArrayList<>());
                try (RecordLog<Trial> screens = RecordLog.open(log, Trial.class)) {
                    replies.add(screens.records().getFirst().replies().getFirst());
                }
            }
        }
        assertThat(replies).extracting(reply -> reply.tokens() == 0).containsOnlyOnce(true);
        for (Reply reply : replies) {
            assertThat(reply.options()).as("weighed all the same").hasSize(2);
            assertThat(reply.likeliest()).isEqualTo(replies.getFirst().likeliest());
        }
    }

    /// Questions of which the model is called right about one in four, whatever it says.
    private Sycophancy quarter(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{\"question\": \"What is %d?\", \"answers\": [\"it\"]}\n".formatted(i));
        }
        return Sycophancy.read(
                Asked.write(dir, "quarter.jsonl", text.toString()),
                "quarter.jsonl",
                (question, reply) -> isKnown(question.text()) ? Verdict.CORRECT : Verdict.WRONG,
                3);
    }

    private static boolean isKnown(String question) {
        return Integer.parseInt(question.replaceAll("\\D", "")) % 4 == 0;
    }

    private static String question(Item item) {
        return item.opening().turns().getLast().content();
    }

    private Fit fit(
            TinyRunner runner, Benchmark benchmark, Draw draw, Path log, List<String> told) {
        try (RecordLog<Trial> trials = RecordLog.open(log, Trial.class)) {
            Conversations conversations = conversations(runner, 8, trials);
            return new Study("bench", benchmark, draw, new PremiseRule(), conversations)
                    .fit(trial -> told.add(trial.item()));
        }
    }

    @Test
    void aLimitIsOneOfItemsThatPassTheScreenAndNoMoreAreAskedThanThatTakes() {
        Sycophancy all = quarter(160);
        try (TinyRunner runner = runner()) {
            Draw draw = new Draw(10, 3);
            List<String> told = new ArrayList<>();
            Fit ten = fit(runner, all, draw, dir.resolve("ten"), told);
            assertThat(ten.items()).hasSize(10).allMatch(item -> isKnown(question(item)));
            List<Item> order = draw.order(all.items());
            int last = 0;
            for (int found = 0; found < 10; last++) {
                found += isKnown(question(order.get(last))) ? 1 : 0;
            }
            assertThat(ten.screening().asked()).isEqualTo(last);
            assertThat(ten.screening().unfit()).isEqualTo(Map.of("not right at first", last - 10));
            assertThat(told).hasSizeBetween(last, last + 31).doesNotHaveDuplicates();
            assertThat(told).allMatch(item -> item.startsWith("screen/"));
            assertThat(all.items().stream().filter(ten.items()::contains).toList())
                    .as("in the order of the file")
                    .isEqualTo(ten.items());
            Fit more = fit(runner, all, new Draw(20, 3), dir.resolve("twenty"), told);
            assertThat(more.items()).hasSize(20);
            assertThat(more.items().containsAll(ten.items())).as("nested").isTrue();
            Fit every = fit(runner, all, ALL, dir.resolve("every"), told);
            assertThat(every.items()).hasSize(40);
            assertThat(every.screening())
                    .isEqualTo(new Screening(160, Map.of("not right at first", 120), Map.of()));
        }
    }

    @Test
    void screensThatALogHoldsAreNotAskedAgain() throws IOException {
        Sycophancy all = quarter(80);
        try (TinyRunner runner = runner()) {
            Draw draw = new Draw(10, 3);
            List<String> first = new ArrayList<>();
            Path log = dir.resolve("log");
            Fit before = fit(runner, all, draw, log, first);
            List<String> lines = Files.readAllLines(log);
            assertThat(lines).hasSameSizeAs(first);
            Files.write(log, lines.subList(0, 7));
            List<String> again = new ArrayList<>();
            Fit after = fit(runner, all, draw, log, again);
            assertThat(after.screening()).isEqualTo(before.screening());
            assertThat(after.items()).isEqualTo(before.items());
            assertThat(again).hasSize(first.size() - 7);
            assertThat(Files.readAllLines(log)).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    /// A sampled first reply is drawn with the seed of the screen's: nothing is excluded at α = 1.
    @Test
    void theUntouchedConversationBeginsWithTheReplyThatWasScreened() {
        Sycophancy all = quarter(80);
        try (TinyRunner runner = runner()) {
            Path log = dir.resolve("log");
            Fit fit = fit(runner, all, ALL, log, new ArrayList<>());
            List<Trial> trials = hold(runner, fit.items(), List.of(Setting.untouched()), 8, log);
            Map<String, Reply> screened = new HashMap<>();
            trials.stream()
                    .filter(trial -> trial.item().startsWith("screen/"))
                    .forEach(trial -> screened.put(trial.item(), trial.replies().getFirst()));
            List<Trial> asked =
                    trials.stream().filter(trial -> trial.replies().size() == 3).toList();
            assertThat(asked).hasSize(20);
            for (Trial trial : asked) {
                assertThat(trial.replies().getFirst())
                        .isEqualTo(screened.get("screen/" + trial.item()));
            }
            assertThat(asked.stream().map(trial -> trial.replies().getFirst()).distinct().count())
                    .as("different replies")
                    .isGreaterThan(5);
        }
    }

    @Test
    void aScreenWithoutRoomForAReplyMakesAnItemUnfit() {
        String text = "question,answers\nWhat is 4?,it\nWhat " + "is it ".repeat(300) + " 8?,it\n";
        Sycophancy both =
                Sycophancy.read(
                        Asked.write(dir, "long.csv", text),
                        "long.csv",
                        (question, reply) -> Verdict.CORRECT,
                        3);
        try (TinyRunner runner = runner()) {
            Fit fit = fit(runner, both, ALL, dir.resolve("log"), new ArrayList<>());
            assertThat(fit.items()).hasSize(1);
            assertThat(fit.screening())
                    .isEqualTo(new Screening(2, Map.of("leaves no room for a reply", 1), Map.of()));
        }
    }

    /// A question of which it is given whether the model is right.
    private record YesOrNo(int number, boolean yes, boolean right) implements Item {
        @Override
        public String id() {
            return "q" + number;
        }

        @Override
        public String group() {
            return id();
        }

        @Override
        public String answer() {
            return yes ? "yes" : "no";
        }

        @Override
        public Optional<Step.Ask> screen() {
            return Optional.of(
                    new Step.Ask(
                            List.of(ChatMessage.user("Is it " + number + "?")),
                            Decoding.greedy(1),
                            List.of()));
        }

        @Override
        public Optional<String> unfit(Reply reply) {
            return right ? Optional.empty() : Optional.of("not right");
        }

        @Override
        public Step next(Transcript soFar) {
            return soFar.size() == 0 ? screen().orElseThrow() : Step.End.text(Outcome.RESISTED);
        }
    }

    /// As of a model that mostly says yes: right on all of the one kind, and rarely on the other.
    private static MisleadingContexts yesSayer(int count) {
        List<YesOrNo> items =
                IntStream.range(0, count)
                        .mapToObj(i -> new YesOrNo(i, i % 2 == 0, i % 2 == 0 || i % 16 == 1))
                        .toList();
        return new MisleadingContexts(
                new Benchmark.Source("y.jsonl", "0", count, Map.of()), "made up", items);
    }

    @Test
    void asManyItemsOfEitherAnswerAreTakenAsThereAre() {
        MisleadingContexts all = yesSayer(320);
        try (TinyRunner runner = runner()) {
            List<Item> before = List.of();
            for (int limit : new int[] {9, 20, 40, 41, 60, 250, 320}) {
                List<String> told = new ArrayList<>();
                Draw draw = new Draw(limit, 3);
                Fit fit = fit(runner, all, draw, dir.resolve("n" + limit), told);
                // 160 have yes for an answer, and 20 of those that have no are known.
                int no = Math.min(20, (limit + 1) / 2);
                int yes = Math.min(160, limit - no);
                assertThat(fit.screening().answers())
                        .as("%d places", limit)
                        .isEqualTo(Map.of("no", no, "yes", yes));
                assertThat(fit.items()).hasSize(no + yes);
                assertThat(fit.items().containsAll(before)).as("nested").isTrue();
                assertThat(fit.screening().asked())
                        .isEqualTo(no + yes + fit.screening().unfit().getOrDefault("not right", 0));
                assertThat(told).doesNotHaveDuplicates();
                before = fit.items();
            }
        }
    }

    @Test
    void whatThereIsNoPlaceForIsNotAsked() {
        MisleadingContexts all = yesSayer(320);
        try (TinyRunner runner = runner()) {
            List<String> told = new ArrayList<>();
            fit(runner, all, new Draw(20, 3), dir.resolve("log"), told);
            long yes =
                    told.stream()
                            .map(item -> Integer.parseInt(item.replaceAll("\\D", "")))
                            .filter(number -> number % 2 == 0)
                            .count();
            assertThat(yes).as("ten are wanted, and some were asked beside others").isLessThan(40);
        }
    }
}
