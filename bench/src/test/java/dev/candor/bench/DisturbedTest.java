package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.testing.TinyModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisturbedTest {
    @TempDir private Path folder;

    @Test
    void thePeerRunsFreeAndBesideABusyProcess() throws Exception {
        FakePeer.write(folder);
        Path model = TinyModels.llamaFile();
        try (Engine engine = new Engine(model, 2, warning -> {})) {
            LlamaCpp llama = new LlamaCpp(folder, 2, folder);
            DisturbedReport report = new Disturbed(engine, llama, 2, step -> {}).run(4);
            assertThat(report.rows().getFirst().disturbed().least()).isPositive();
            assertThat(report.rows().getLast().left()).isEqualTo(new Spread(1, 1, 1));
            assertThat(report.markdown())
                    .contains(
                            "| llama.cpp | 50.0 (50.0–50.0) | 50.0 (50.0–50.0) | 1.00 (1.00–1.00) |")
                    .contains("-p 0 -n 4 -d 16", report.checksum());
        }
        assertThat(ProcessHandle.current().children().filter(DisturbedTest::isBusy)).isEmpty();
    }

    @Test
    void theBusyProcessIsGoneWhenItIsClosed() throws Exception {
        ProcessHandle handle;
        try (BusyProcess busy = BusyProcess.start()) {
            handle = busy.handle();
            assertThat(handle.isAlive()).isTrue();
        }
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void twoThreadsOnTwoCoresKeepTwoThirdsBesideAThird() {
        assertThat(DisturbedReport.fairShare(2, 2)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(DisturbedReport.fairShare(2, 1)).isEqualTo(1);
        assertThat(DisturbedReport.fairShare(1, 1)).isEqualTo(0.5);
        assertThat(DisturbedReport.fairShare(8, 4)).isEqualTo(1);
    }

    private static boolean isBusy(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains("while :");
    }
}
