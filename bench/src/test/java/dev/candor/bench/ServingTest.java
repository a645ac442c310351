package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.testing.TinyModels;
import dev.candor.guard.review.BenchmarkPoint;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.probe.ProbeFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingTest {
    @TempDir private Path folder;

    @Test
    void percentilesAreInterpolatedAndOfNothingAreNoNumbers() {
        List<Double> hundred =
                IntStream.rangeClosed(0, 100).mapToObj(i -> (double) (100 - i)).toList();
        assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(50, 95));
        assertThat(Percentiles.of(List.of(3.0))).isEqualTo(new Percentiles(3, 3));
        assertThat(Percentiles.of(List.of()).p50()).isNaN();
    }

    @Test
    void tokensAreTheServersCountSharedOutAmongWhatCameInTime() {
        Load load = new Load(0, second(10), List.of(whole(0, 6, 1, 2, 3), whole(1, 9, 9, 11, 12)));
        // All 6 of the first; of the second's 9 the one piece of three that came before the end.
        assertThat(load.tokensPerSecond()).isEqualTo(0.9);
        assertThat(load.requestsPerSecond()).isEqualTo(0.1);
        assertThat(load.firstMillis()).isEqualTo(new Percentiles(5_000, 8_600));
        assertThat(load.tokenMillis().p50()).isEqualTo((400 + 375) / 2.0);
        assertThat(load.gapMillis().p50()).isEqualTo(1_000);
        assertThat(load.gapMillis().p95()).isCloseTo(1_850, within(1e-6));
        assertThat(load.failed()).isEmpty();
    }

    @Test
    void aReplyOfOneTokenHasNoTimePerToken() {
        Load load = new Load(0, second(10), List.of(whole(0, 1, 1), whole(1, 3, 1, 2, 3)));
        assertThat(load.tokenMillis()).isEqualTo(new Percentiles(1_000, 1_000));
        assertThat(load.firstMillis().p50()).isEqualTo(1_000);
    }

    @Test
    void theChecksumIsOfTheFirstPromptsInTheirOrder() {
        Served a = whole(0, 1, 1);
        Served b = whole(1, 1, 1);
        Served c = whole(2, 1, 1);
        String sum = new Load(0, 1, List.of(a, b)).checksum(2);
        assertThat(new Load(0, 1, List.of(c, b, a)).checksum(2)).isEqualTo(sum);
        assertThat(new Load(0, 1, List.of(c, b)).checksum(2)).isNotEqualTo(sum);
    }

    @Test
    void anAcceptedRequestThatIsCutOffBreaksThePromise() {
        Served refused = served(429, false, true);
        assertThat(Overload.of(2, 0, List.of(whole(0, 1, 1), refused), 1).isKept()).isTrue();
        assertThat(Overload.of(2, 0, List.of(served(200, false, false), refused), 1).isKept())
                .isFalse();
        Overload silent = Overload.of(2, 0, List.of(served(429, false, false), refused), 1);
        assertThat(silent.isKept()).isFalse();
        assertThat(Overload.of(1, 0, List.of(whole(0, 1, 1)), 1).isKept())
                .as("nobody was too many")
                .isFalse();
        assertThat(silent.markdown()).contains("| 0 | 0 | 1 | by status {429=1} |");
    }

    @Test
    void noIdToldOrOneMissingBreaksThePromise() {
        assertThat(new Killed(1, 3, 1, List.of()).isKept()).isTrue();
        assertThat(new Killed(1, 3, 1, List.of("a")).isKept()).isFalse();
        assertThat(new Killed(1, 0, 1, List.of()).isKept()).isFalse();
    }

    @Test
    void promptsAreFixedAndEachIsAnother() {
        assertThat(ServingPrompts.of(7)).isEqualTo(ServingPrompts.of(7)).startsWith("7. Question:");
        assertThat(IntStream.range(0, 500).mapToObj(ServingPrompts::of)).doesNotHaveDuplicates();
    }

    @Test
    void oursIsMeasuredAloneWithoutAPeer() throws Exception {
        ServingReport report =
                new ServingRun(ours(2, null, null), null, 2, 1, 0, 1, 4, step -> {}).measure();
        assertThat(report.errors()).isZero();
        // Not of tokens a second: on a busy machine the first may come after the end of the round.
        assertThat(report.ours().getFirst().first().p50()).isPositive();
        assertThat(report.markdown()).contains("| tokens/s |", "Peer: none");
        assertThat(report.json()).contains("\"checksum\"");
    }

    @Test
    void whoIsAcceptedIsAnsweredAndWhoIsNotIsTold() throws Exception {
        Overload overload = Overload.measure(ours(2, 3, null), 3, 20, 4);
        assertThat(overload.isKept()).as(overload.markdown()).isTrue();
        assertThat(overload.whole()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void whatWasToldToWaitSurvivesAKill() throws Exception {
        OurServer server = ours(2, null, Killed.writePolicy(folder));
        Killed killed = Killed.measure(server, 3, 20, 1, 4, step -> {});
        assertThat(killed.isKept()).as(killed.markdown()).isTrue();
        assertThat(killed.told()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void fixedQuestionsGiveAPointThatNamesFileAndModel() throws Exception {
        Path questions =
                Files.writeString(
                        folder.resolve("fixed.jsonl"),
                        """
                        {"question": "What is the capital of France?", "answers": ["Paris"]}
                        {"question": "Who wrote Hamlet?", "answers": ["Shakespeare"]}
                        """);
        QuestionFile file = new QuestionReader().read(questions, null);
        try (LoadedModel loaded =
                LoadedModel.open(new ModelSource.InFile(model()), 1, warn -> {})) {
            FixedQuestions fixed = new FixedQuestions(loaded, PromptStyle.FEW_SHOT, 2);
            BenchmarkPoint all = fixed.ask(file, null, Instant.EPOCH);
            assertThat(all)
                    .isEqualTo(
                            new BenchmarkPoint(
                                    Instant.EPOCH,
                                    loaded.model().file().sha256(),
                                    "fixed",
                                    file.sha256(),
                                    all.correct(),
                                    2));
            assertThat(fixed.ask(file, 1, Instant.EPOCH).name()).isEqualTo("fixed, first 1");
            assertThat(FixedQuestions.line(all))
                    .startsWith("fixed: 0 of 2 right, 0.0% (95%: 0.0%–");
        }
    }

    private static Path model() {
        return TinyModels.llamaFile(TinyModels.context(1024));
    }

    /// Ours on a tiny model, from the classes under test.
    private OurServer ours(int parallel, @Nullable Integer queue, @Nullable Path policy)
            throws Exception {
        Path model = model();
        Path probe = folder.resolve("probe.json");
        try (LoadedModel loaded = LoadedModel.open(new ModelSource.InFile(model), 1, warn -> {})) {
            var config = loaded.model().config();
            ProbeFile.write(
                    RandomProbe.of(
                            new NeuronColumns(config.layers(), config.ffn()),
                            loaded.model().file().sha256()),
                    probe);
        }
        return new OurServer(launcher(), model, probe, 1, parallel, queue, policy, folder);
    }

    private Path launcher() throws Exception {
        Stream<String> flags =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("--"));
        String command =
                Stream.of(
                                Stream.of(
                                        ProcessHandle.current().info().command().orElse("java"),
                                        "-XX:TieredStopAtLevel=1"),
                                flags,
                                Stream.of(
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "dev.candor.app.cli.Main"))
                        .flatMap(part -> part)
                        .map(part -> "'" + part + "'")
                        .collect(Collectors.joining(" "));
        return FakePeer.script(folder, "candor", "exec " + command + " \"$@\"");
    }

    private static long second(int seconds) {
        return seconds * 1_000_000_000L;
    }

    private static Served whole(int number, int tokens, int... arrivals) {
        List<Long> at = IntStream.of(arrivals).mapToObj(ServingTest::second).toList();
        return new Served(number, 200, true, 3, tokens, 0, at, "text " + number, null, false, null);
    }

    private static Served served(int status, boolean whole, boolean retryAfter) {
        return new Served(0, status, whole, 0, 0, 0, List.of(), "", null, retryAfter, "cut off");
    }
}
