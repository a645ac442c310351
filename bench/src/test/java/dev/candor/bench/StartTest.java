package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.cli.CommandFailure;
import dev.candor.engine.testing.TinyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir private Path folder;

    @Test
    void theLauncherIsAskedAsAUserAsksIt() throws Exception {
        Path model = model();
        Path calls = folder.resolve("calls");
        StartReport report =
                start(model, "echo \"$@\" >>'" + calls + "'; echo Paris; sleep 0.2").run(2);
        assertThat(Files.readAllLines(calls))
                .hasSize(6)
                .contains("--help")
                .anyMatch(call ->
                        call.startsWith("ask --model " + model + " --probe ")
                                && call.contains("--prompt-style few-shot --threads 2")
                                && call.contains("--temperature 0"));
        assertThat(report.answer()).isEqualTo("Paris");
        assertThat(report.weightBytes()).isEqualTo(Files.size(model));
        // 2 layers of 2 heads of 6 values, keys and values, 4 bytes each
        assertThat(report.kvBytes()).isEqualTo(report.positions() * 192L);
        assertThat(report.markdown())
                .contains("| `./candor ask`, first token |", "Resident memory: ");
    }

    @Test
    void theFirstByteCountsAndNotTheEnd() throws Exception {
        Path slow = FakePeer.script(folder, "slow", "echo a; sleep 2; echo b");
        long before = System.nanoTime();
        WatchedStart start = WatchedStart.of(List.of(slow.toString()), folder.resolve("err"));
        double whole = (System.nanoTime() - before) / 1e9;
        assertThat(start.out()).isEqualTo("a\nb\n");
        assertThat(start.seconds()).isPositive().isLessThan(whole - 0.5);
    }

    @Test
    void anAnswerThatChangesIsAnError() throws Exception {
        Path count = folder.resolve("count");
        Start start = start(model(), "echo x >>'" + count + "'; wc -l <'" + count + "'");
        assertThatThrownBy(() -> start.run(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("answered '4', in the warm-up '2'");
    }

    @Test
    void aStartThatFailsIsQuoted() throws Exception {
        Path broken = FakePeer.script(folder, "broken", "echo 'no JDK' >&2; exit 1");
        assertThatThrownBy(() -> WatchedStart.of(List.of(broken.toString()), folder.resolve("err")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(broken + " ended with 1 and 0 bytes, expected 0 and an answer: no JDK");
    }

    @Test
    void theLauncherOfTheCheckoutIsFound() {
        assertThat(Launcher.here()).hasFileName("candor").isExecutable();
    }

    private static Path model() {
        return TinyModels.llamaFile(TinyModels.context(1024));
    }

    private Start start(Path model, String body) throws Exception {
        Path launcher = FakePeer.script(folder, "candor", body);
        return new Start(launcher, model, 2, folder, step -> {});
    }
}
