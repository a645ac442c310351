package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
    @TempDir private Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--host=0.0.0.0 | --host 0.0.0.0 can be reached by others, expected --api-key-file",
                "--alpha=4 | --alpha is 4.0, expected a number from 0 to 3",
                "--port=70000 | --port is 70000, expected 0 to 65535",
                "--parallel=0 | --parallel is 0, expected at least 1",
                "--keep-days=0 | --keep-days is 0, expected at least 1",
                "--reports=none | --reports none: no such file or folder",
                "--reports=src | --reports src: has no report.html, expected the folder of a run"
            })
    void anArgumentThatCannotBeIsRefused(String option, String message) {
        CommandRun run =
                CommandRun.piped(
                        "serve", option, "--db", dir.resolve("x.db").toString(), "--threads", "1");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).startsWith("candor: " + message).hasLineCount(1);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aPortThatIsTakenIsOneMessage() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CommandRun run =
                    CommandRun.piped(
                            "serve",
                            "--port",
                            String.valueOf(taken.getLocalPort()),
                            "--threads",
                            "1",
                            "--db",
                            dir.resolve("x.db").toString());
            assertThat(run.code()).isNotZero();
            assertThat(run.err())
                    .contains(
                            "candor: the server cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .endsWith("expected a free port\n");
        }
    }

    @Test
    void aPolicyThatIsNoneIsRefusedByPlace() throws Exception {
        Path policy = Files.writeString(dir.resolve("shop.yaml"), "version: 2\n");
        CommandRun run =
                CommandRun.piped(
                        "serve",
                        "--policy",
                        policy.toString(),
                        "--db",
                        dir.resolve("x.db").toString());
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: " + policy + ":1:10: version").hasLineCount(1);
    }
}
