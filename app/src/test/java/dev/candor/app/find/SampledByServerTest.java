package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.bundled.ModelSource;
import dev.candor.engine.testing.CompletionsServer;
import dev.candor.engine.testing.CompletionsServer.Fate;
import dev.candor.lab.endpoint.Endpoint;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.sampler.SamplerException;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `find --sampler URL`, from the samples of a server to the report.
class SampledByServerTest {
    /// Requests of the comparison of weights.
    private static final int CHECKS = 3;

    @TempDir private static Path shared;
    private static TinyStudy study;
    private static LoadedModel served;

    @TempDir private Path dir;

    @BeforeAll
    static void serve() {
        study = TinyStudy.in(shared);
        served = LoadedModel.open(new ModelSource.InFile(study.model()), 1, warning -> {});
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static CompletionsServer server(IntFunction<Fate> fates) {
        return new CompletionsServer(served.session(), served.tokenizer(), fates);
    }

    private static FindResult run(Path model, Path out, CompletionsServer server, Said said) {
        SamplerOptions sampler =
                new SamplerOptions(Endpoint.parse(server.url()), "tiny", null, 8, true);
        FindOptions options =
                new TinyStudy(model, study.questions(), study.evaluation())
                        .options(out, sampler, null);
        try (LoadedModel loaded = LoadedModel.open(options.model(), 1, said::say)) {
            return new FindRun(options, loaded, "0", said).run();
        }
    }

    private static long samples(Path run) throws IOException {
        long lines = 0;
        for (String file :
                List.of("samples-training.jsonl", "samples-other.jsonl", "agreement-other.jsonl")) {
            Path log = run.resolve(file);
            lines += Files.exists(log) ? Files.readAllLines(log).size() : 0;
        }
        return lines;
    }

    @Test
    void aRunThatTheServerCutOffGoesOnWithWhatIsMissingAndFindsAProbe() throws IOException {
        Path out = dir.resolve("RUN");
        int answered;
        try (CompletionsServer server =
                server(request -> request < 200 ? Fate.ANSWERED : Fate.REFUSED)) {
            assertThatThrownBy(() -> run(study.model(), out, server, new Said()))
                    .isInstanceOf(SamplerException.class)
                    .hasMessageContaining("answered 400");
            answered = server.answered();
        }
        assertThat(samples(out)).isEqualTo(answered - CHECKS);
        Said said = new Said();
        try (CompletionsServer server =
                server(request -> request % 50 == 49 ? Fate.BUSY : Fate.ANSWERED_AS_VLLM)) {
            FindResult result = run(study.model(), out, server, said);
            assertThat(result.end()).isEqualTo(FindResult.End.FOUND);
            assertThat(samples(out)).isEqualTo(answered - CHECKS + server.answered() - CHECKS);
            assertThat(said.lines())
                    .anyMatch(line -> line.startsWith("the server has the model's weights: "))
                    .anyMatch(line -> line.startsWith("sampled by the server: "));
            int asked = server.requests();
            assertThat(run(study.model(), out, server, new Said()).end())
                    .isEqualTo(FindResult.End.FOUND);
            assertThat(server.requests()).as("a finished run asks nothing").isEqualTo(asked);
        }
        try (LoadedModel loaded =
                LoadedModel.open(new ModelSource.InFile(study.model()), 1, said::say)) {
            FindRun alone = new FindRun(study.options(out), loaded, "0", said);
            assertThatThrownBy(alone::run)
                    .isInstanceOf(RunRefusedException.class)
                    .hasMessageContaining("another sampler: server, weights checked, now not set");
        }
        assertThat(Files.readString(out.resolve("run.json")))
                .contains("\"sampler\" : \"server, weights checked\"");
        assertThat(
                        ReportJson.read(Files.readString(out.resolve("report.json")))
                                .settings()
                                .command())
                .contains("--sampler URL");
    }

    @Test
    void aServerOfAnotherModelIsRefusedBeforeAnythingIsSampled() throws IOException {
        Path out = dir.resolve("RUN");
        Path other = TinyStudy.model(dir.resolve("other.gguf"), 2);
        try (CompletionsServer server = server(request -> Fate.ANSWERED)) {
            assertThatThrownBy(() -> run(other, out, server, new Said()))
                    .isInstanceOf(SamplerException.class)
                    .hasMessageContaining("serves other weights");
            assertThat(server.requests()).isLessThanOrEqualTo(CHECKS);
        }
        assertThat(samples(out)).isZero();
    }
}
