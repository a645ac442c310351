package dev.candor.lab.sampler;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.testing.CompletionsServer;
import dev.candor.engine.testing.CompletionsServer.Fate;
import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Drawing;
import dev.candor.lab.answer.KnownReplies;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.endpoint.Endpoint;
import dev.candor.lab.endpoint.Patience;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.testing.TinyRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ServerSamplerTest {
    private static final Patience SHORT =
            new Patience(4, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofSeconds(60));
    private static final int PARALLEL = 4;
    private static final int VOCABULARY = 700;
    private static final int WIDTH = 24;

    /// Behind control tokens and bytes.
    private static final int FIRST_WORD = 259;

    /// The server's engine, and the one it is compared with.
    private final TinyRunner served = runner(1);

    private final TinyRunner own = runner(1);

    private final Prompter prompter = Prompter.fewShot(own.tokenizer());

    @TempDir private Path dir;

    /// A model with clear preferences, for words.
    private static TinyRunner runner(long seed) {
        float[] output = new float[VOCABULARY * WIDTH];
        Random random = new Random(seed);
        for (int i = FIRST_WORD * WIDTH; i < output.length; i++) {
            output[i] = (float) random.nextGaussian();
        }
        return new TinyRunner(
                vocabulary(VOCABULARY),
                width(WIDTH),
                context(512),
                seed(seed),
                untied(),
                tensor("output.weight", output, WIDTH, VOCABULARY));
    }

    @AfterEach
    void close() {
        served.close();
        own.close();
    }

    private CompletionsServer server(IntFunction<Fate> fates) {
        return new CompletionsServer(served.session(), served.tokenizer(), fates);
    }

    private ServerSampler sampler(CompletionsServer server) {
        return new ServerSampler(
                Endpoint.parse(server.url()), null, null, PARALLEL, own.tokenizer(), SHORT);
    }

    /// A prompt of which a number of continuations is wanted, one after the other.
    private static final class Wanting implements ContinuousBatch.Job {
        final int[] prompt;
        final List<GenerateOptions> wanted;
        List<Generation> got = List.of();

        Wanting(int[] prompt, List<GenerateOptions> wanted) {
            this.prompt = prompt;
            this.wanted = wanted;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            got = List.copyOf(done);
            return done.size() < wanted.size() ? List.of(wanted.get(done.size())) : List.of();
        }
    }

    private List<Wanting> greedyJobs(int count) {
        List<Wanting> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(
                    new Wanting(
                            prompter.prompt("what is the number of moon " + i + "?"),
                            List.of(
                                    GenerateOptions.greedy(6, List.of("\n")),
                                    GenerateOptions.greedy(3, List.of("\n")))));
        }
        return jobs;
    }

    private static List<String> shown(List<Wanting> jobs) {
        return jobs.stream()
                .flatMap(job -> job.got.stream())
                .map(g ->
                        g.text()
                                + Arrays.toString(g.tokens())
                                + Arrays.toString(g.decoded().starts())
                                + Arrays.toString(g.decoded().ends()))
                .toList();
    }

    private List<String> ofOwnEngine(int count) {
        List<Wanting> jobs = greedyJobs(count);
        try (PromptCache cache = new PromptCache(own.session(), new int[0])) {
            new ContinuousBatch(own.session(), own.tokenizer(), cache, 3).run(jobs.iterator());
        }
        return shown(jobs);
    }

    @Test
    void repliesOfAServerAreThoseOfTheOwnEngine() {
        List<String> expected = ofOwnEngine(9);
        for (Fate way : List.of(Fate.ANSWERED, Fate.ANSWERED_AS_VLLM)) {
            try (CompletionsServer server = server(request -> way);
                    ServerSampler sampler = sampler(server)) {
                List<Wanting> jobs = greedyJobs(9);
                sampler.run(jobs.iterator());
                assertThat(shown(jobs)).isEqualTo(expected);
                assertThat(sampler.counts()).isEqualTo(new ServerSampler.Counts(18, 18, 0, 0));
                assertThat(server.mostAtOnce()).isBetween(1, PARALLEL);
            }
        }
    }

    @Test
    void whatOurEngineDoesIsSpelledOutInEveryRequest() {
        try (CompletionsServer server = server(request -> Fate.ANSWERED);
                ServerSampler sampler = sampler(server)) {
            int[] prompt = prompter.prompt("which?");
            GenerateOptions options = new GenerateOptions(5, 0.5f, 0, 0.9f, List.of("\n"), -1L);
            sampler.run(List.of(new Wanting(prompt, List.of(options))).iterator());
            JsonNode body = server.bodies().getFirst();
            assertThat(body.path("prompt").valueStream().mapToInt(JsonNode::asInt).toArray())
                    .isEqualTo(prompt);
            assertThat(body.path("model").asString()).isEqualTo("tiny");
            assertThat(body.path("max_tokens").asInt()).isEqualTo(5);
            assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
            assertThat(body.path("top_k").asInt()).isEqualTo(-1);
            assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
            assertThat(body.path("min_p").asDouble(1)).isZero();
            assertThat(body.path("seed").asLong()).isEqualTo(Integer.MAX_VALUE);
            assertThat(body.path("stop").path(0).asString()).isEqualTo("\n");
            assertThat(body.path("samplers").toString())
                    .isEqualTo("[\"temperature\",\"top_k\",\"top_p\"]");
        }
    }

    @Test
    void withoutTheServersTokensTheTextIsEncoded() {
        try (CompletionsServer server = server(request -> Fate.WITHOUT_IDS);
                ServerSampler sampler = sampler(server)) {
            List<Wanting> jobs = greedyJobs(9);
            sampler.run(jobs.iterator());
            for (Wanting job : jobs) {
                for (Generation generation : job.got) {
                    int[] whole =
                            Arrays.copyOf(
                                    job.prompt, job.prompt.length + generation.tokens().length);
                    System.arraycopy(
                            generation.tokens(),
                            0,
                            whole,
                            job.prompt.length,
                            generation.tokens().length);
                    assertThat(own.tokenizer().decode(whole))
                            .isEqualTo(own.tokenizer().decode(job.prompt) + generation.text());
                }
            }
            assertThat(sampler.counts().replies()).isEqualTo(18);
            assertThat(sampler.counts().asSampled()).isZero();
        }
    }

    @Test
    void aReplyThatNoTokensSpellIsCountedAndKeepsItsText() {
        try (CompletionsServer server = server(request -> Fate.UNSPELLABLE);
                ServerSampler sampler = sampler(server)) {
            List<Wanting> jobs = greedyJobs(1);
            sampler.run(jobs.iterator());
            assertThat(sampler.counts().unspelled()).isEqualTo(2);
            assertThat(jobs.getFirst().got)
                    .allSatisfy(generation -> {
                        assertThat(generation.tokens()).isEmpty();
                        assertThat(generation.text()).isNotEmpty();
                    });
        }
    }

    @Test
    void whatMayPassIsAskedAgain() {
        List<Fate> troubles =
                List.of(
                        Fate.BUSY,
                        Fate.UNAVAILABLE,
                        Fate.DROPPED,
                        Fate.GARBAGE,
                        Fate.SOMETHING_ELSE);
        // never two in a row for one request: it has the connection to itself
        IntFunction<Fate> fates =
                request -> request % 2 == 0 ? troubles.get(request / 2 % 5) : Fate.ANSWERED;
        try (CompletionsServer server = server(fates);
                ServerSampler sampler =
                        new ServerSampler(
                                Endpoint.parse(server.url()),
                                null,
                                null,
                                1,
                                own.tokenizer(),
                                SHORT)) {
            List<Wanting> jobs = greedyJobs(5);
            sampler.run(jobs.iterator());
            assertThat(shown(jobs)).isEqualTo(ofOwnEngine(5));
            assertThat(sampler.counts().repeats()).isEqualTo(10);
            assertThat(server.requests()).isEqualTo(20);
        }
    }

    @Test
    void whatWillNotPassEndsTheRunAtOnceWithTheServersWords() {
        try (CompletionsServer server = server(request -> Fate.REFUSED);
                ServerSampler sampler = sampler(server)) {
            assertThatThrownBy(() -> sampler.run(greedyJobs(1).iterator()))
                    .isInstanceOf(SamplerException.class)
                    .hasMessage(
                            server.url()
                                    + "/v1/completions answered 400: {\"error\": \"prompt too long\"}");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() {
        try (CompletionsServer server = server(request -> Fate.GARBAGE);
                ServerSampler sampler = sampler(server)) {
            assertThatThrownBy(() -> sampler.run(greedyJobs(1).iterator()))
                    .isInstanceOf(SamplerException.class)
                    .hasMessageContaining("/v1/completions: given up after 4 attempts: ");
            assertThat(server.requests()).isEqualTo(4);
        }
        CompletionsServer gone = server(request -> Fate.ANSWERED);
        gone.close();
        try (ServerSampler sampler = sampler(gone)) {
            assertThatThrownBy(() -> sampler.run(greedyJobs(1).iterator()))
                    .isInstanceOf(SamplerException.class)
                    .hasMessageContaining("given up after 4 attempts");
        }
    }

    @Test
    void theSameWeightsPassAndOthersAreRefused() {
        List<int[]> prompts =
                List.of(prompter.prompt("what is it?"), prompter.prompt("who was it?"));
        try (CompletionsServer server = server(request -> Fate.ANSWERED);
                ServerSampler sampler = sampler(server);
                TinyRunner other = runner(2)) {
            Likeness found = sampler.check(own.session(), prompts, List.of());
            assertThat(found.tokens()).isBetween(2, 16).isEqualTo(found.likeliest());
            assertThat(found.largestGap()).isZero();
            assertThatThrownBy(() -> sampler.check(other.session(), prompts, List.of()))
                    .isInstanceOf(SamplerException.class)
                    .hasMessageContaining(server.url() + "/v1 serves other weights: token ")
                    .hasMessageContaining("--sampler-unchecked");
        }
    }

    @Test
    void aCollectionThatTheServerCutOffAsksOnlyForWhatIsMissing() {
        TreeMap<String, String> whole = new TreeMap<>();
        int all;
        try (CompletionsServer server = server(request -> Fate.ANSWERED);
                ServerSampler sampler = sampler(server)) {
            collect("whole", sampler::run, whole);
            all = server.requests();
        }
        assertThat(whole).hasSize(all).hasSize(24);
        TreeMap<String, String> cut = new TreeMap<>();
        int first;
        try (CompletionsServer server =
                        server(request -> request < 11 ? Fate.ANSWERED : Fate.REFUSED);
                ServerSampler sampler = sampler(server)) {
            assertThatThrownBy(() -> collect("cut", sampler::run, cut))
                    .isInstanceOf(SamplerException.class);
            first = server.answered();
        }
        assertThat(first).isEqualTo(11);
        try (CompletionsServer server = server(request -> Fate.ANSWERED);
                ServerSampler sampler = sampler(server)) {
            collect("cut", sampler::run, cut);
            assertThat(server.requests()).isEqualTo(all - first);
        }
        assertThat(cut).isEqualTo(whole);
        collect(
                "cut",
                jobs -> assertThat(jobs.hasNext()).as("anything left to ask").isFalse(),
                cut);
    }

    /// Three samples of each of eight questions; `into` gets all that the log holds.
    private void collect(String name, Drawing drawing, TreeMap<String, String> into) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            questions.add(
                    new Question(
                            "q" + i, "own", "what is the number of moon " + i + "?", List.of("x")));
        }
        GenerateOptions options = new GenerateOptions(4, 0.7f, 20, 0.9f, prompter.stop(), 0);
        try (RecordLog<Response> log =
                RecordLog.open(dir.resolve(name + ".jsonl"), Response.class)) {
            new Collector(drawing, prompter, new RuleJudge(), log, new KnownReplies(), options, 7)
                    .collect(
                            questions,
                            new Consistency(3, 1, 3),
                            Collector.Wanted.BOTH,
                            question -> {});
            log.records()
                    .forEach(r ->
                            into.put(
                                    r.questionId() + " " + r.sample(),
                                    r.text() + Arrays.toString(r.tokens())));
        }
    }
}
