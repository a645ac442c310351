package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    /// Tables are published with this line.
    @Test
    void theFlagsThatAreShownNameNoPlaceOfAMachine() {
        assertThat(
                        Machine.telling(
                                List.of(
                                        "-Dcandor.stdout=terminal",
                                        "-Xlog:disable",
                                        "-Xbootclasspath/a:/home/me/candor/lib/picocli.jar",
                                        "-XX:AOTCache=/home/me/candor/25.aot",
                                        "-Xmx300m",
                                        "--add-modules",
                                        "-XX:MaxRAMPercentage=60")))
                .containsExactly("-Xmx300m", "-XX:MaxRAMPercentage=60");
    }
}
