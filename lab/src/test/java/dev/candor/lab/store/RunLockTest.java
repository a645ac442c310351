package dev.candor.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.testing.ForkedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir private Path run;

    /// Another process that wants the folder: says whether it got it, and waits for a line.
    static final class Rival {
        private Rival() {}

        public static void main(String[] args) throws IOException {
            try (RunLock lock = RunLock.take(Path.of(args[0]))) {
                System.out.println("taken");
                System.in.read();
            } catch (RunLock.HeldException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private String rival() {
        return ForkedJvm.run(List.of(), Rival.class, run.toString()).output().strip();
    }

    private String refusal() {
        return run + ": is in use by another process; wait for it, or name another folder";
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstLetsGo() {
        try (RunLock lock = RunLock.take(run)) {
            assertThat(rival()).isEqualTo(refusal());
        }
        assertThat(rival()).isEqualTo("taken");
    }

    @Test
    void aSecondLockOfTheSameProcessIsRefusedUntilTheFirstIsClosed() {
        try (RunLock lock = RunLock.take(run)) {
            assertThatThrownBy(() -> RunLock.take(run))
                    .isInstanceOf(RunLock.HeldException.class)
                    .hasMessage(refusal());
            assertThatThrownBy(() -> RunLock.take(run.resolve("..").resolve(run.getFileName())))
                    .isInstanceOf(RunLock.HeldException.class);
        }
        RunLock.take(run).close();
    }

    /// POSIX drops all of a process's locks on a file when it closes any descriptor of it.
    @Test
    void refusingOneLockDoesNotLoseTheOther() {
        try (RunLock lock = RunLock.take(run)) {
            assertThatThrownBy(() -> RunLock.take(run)).isInstanceOf(RunLock.HeldException.class);
            assertThat(rival()).isEqualTo(refusal());
        }
    }

    @Test
    void theLockOfAKilledProcessIsFree() throws Exception {
        Process rival =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Rival.class.getName(),
                                run.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(rival.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("taken");
            assertThatThrownBy(() -> RunLock.take(run)).isInstanceOf(RunLock.HeldException.class);
        } finally {
            rival.destroyForcibly().waitFor();
        }
        RunLock.take(run).close();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = run.resolve("missing");
        assertThatThrownBy(() -> RunLock.take(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing + ": cannot be locked");
    }
}
