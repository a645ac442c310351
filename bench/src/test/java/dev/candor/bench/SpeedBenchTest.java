package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.candor.app.cli.CommandFailure;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedBenchTest {
    private static final List<Workload> WORKLOADS =
            List.of(Workload.prefill(24), Workload.decode(1, 6), Workload.decode(3, 3));

    @TempDir private Path folder;

    @Test
    void thePeersFiguresStandBesideOurs() throws Exception {
        peer(
                "echo '[{\"build_commit\":\"abc\",\"build_number\":7,\"backends\":\"CPU\",\"avg_ts\":50.0}]'",
                "echo '{\"pl\":3,\"speed_tg\":200.0}'");
        SpeedReport report = measure(1);
        assertThat(report.rows()).hasSize(3);
        assertThat(report.rows()).allMatch(row -> row.ours().median() > 0);
        assertThat(report.rows().stream().map(row -> row.peer().median()))
                .containsExactly(50.0, 50.0, 200.0);
        SpeedReport.Row last = report.rows().getLast();
        assertThat(last.ratio().median())
                .isCloseTo(last.ours().median() / 200, withinPercentage(1e-6));
        assertThat(report.peer()).contains("build 7 (abc)", "CPU");
        assertThat(report.markdown()).contains(last.checksum(), last.peerCommand());
        assertThat(report.json()).contains("\"checksum\" : \"" + last.checksum() + "\"");
    }

    @Test
    void checksumsDoNotDependOnTheThreads() throws Exception {
        peer("echo '[{\"avg_ts\":50.0}]'", "echo '{\"speed_tg\":200.0}'");
        assertThat(measure(3).rows().stream().map(SpeedReport.Row::checksum).toList())
                .isEqualTo(measure(1).rows().stream().map(SpeedReport.Row::checksum).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aSequenceAnswersAloneAsItDoesBesideOthers() {
        try (Engine engine = new Engine(TinyModels.llamaFile(), 2, warning -> {})) {
            Answer alone = engine.run(Workload.decode(1, 6), 3);
            Answer beside = engine.run(Workload.decode(3, 3), 3);
            assertThat(beside.first()).isEqualTo(alone.first());
            assertThat(engine.run(Workload.decode(1, 6), 4).first()).isNotEqualTo(alone.first());
        }
    }

    @Test
    void aPeerThatFailsIsQuoted() throws Exception {
        peer("echo 'no such model' >&2; exit 3", "exit 3");
        assertThatThrownBy(() -> measure(1))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("llama-bench ended with 3: no such model");
    }

    @Test
    void aPeerWithoutAFigureIsRefused() throws Exception {
        peer("echo '[]'", "echo");
        assertThatThrownBy(() -> measure(1)).hasMessageContaining("llama-bench printed no figure");
    }

    @Test
    void aFolderWithoutThePeersToolsIsNamed() {
        Path model = TinyModels.llamaFile();
        assertThatThrownBy(() -> new LlamaCpp(folder, model, 1, folder))
                .hasMessageContaining(folder + ": no program llama-bench");
    }

    private SpeedReport measure(int threads) throws IOException, InterruptedException {
        Path model = TinyModels.llamaFile();
        LlamaCpp llama = new LlamaCpp(folder, model, threads, folder);
        try (Engine engine = new Engine(model, threads, warning -> {})) {
            return new SpeedBench(engine, llama, 2, step -> {}).run(WORKLOADS);
        }
    }

    private void peer(String bench, String batchedBench) throws IOException {
        script("llama-bench", bench);
        script("llama-batched-bench", batchedBench);
    }

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
