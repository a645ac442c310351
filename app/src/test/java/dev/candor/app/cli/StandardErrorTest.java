package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Starts a JVM as the launcher does, with descriptor 2 somewhere else and the original in 3.
class StandardErrorTest {
    private static String standardErrorOfAWrongCommand(String option)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script =
                "exec 3>&2; exec \"$0\" --enable-native-access=ALL-UNNAMED "
                        + option
                        + " -cp \"$1\" dev.candor.app.cli.Main nope 2>/dev/null";
        Process process =
                new ProcessBuilder(
                                "bash", "-c", script, java, System.getProperty("java.class.path"))
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(ExitCode.USAGE.code());
        return text;
    }

    @Test
    void whatIsPrintedGoesToTheOriginalDescriptor() throws Exception {
        assertThat(standardErrorOfAWrongCommand("-Dcandor.stderr.original=3"))
                .startsWith("candor: unknown command 'nope'");
    }

    @Test
    void withoutTheLaunchersWordTheDescriptorStaysAsItIs() throws Exception {
        assertThat(standardErrorOfAWrongCommand("-Dx=y")).isEmpty();
    }
}
