package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.cli.CommandFailure;
import dev.candor.bench.KernelBench.Speed;
import dev.candor.engine.format.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsCommandTest {
    private static Speed speed(int width, double rate, double share, String checksum) {
        return new Speed(TensorType.Q8_0, width, rate, share, checksum);
    }

    @Test
    void startsStandSideBySide() {
        String table =
                KernelTable.of(
                        List.of(
                                List.of(speed(1, 10e9, 0.5, "ab"), speed(16, 200e9, 0.4, "cd")),
                                List.of(speed(1, 20e9, 0.6, "ab"), speed(16, 100e9, 0.2, "cd"))));
        assertThat(table)
                .contains("| Q8_0 | 1 | 15.0 (10.0–20.0) GB/s | 55 (50–60) % | 1.20 | `ab` |")
                .contains(
                        "| Q8_0 | 16 | 150.0 (100.0–200.0) GFLOP/s | 30 (20–40) % | 2.00 | `cd` |");
    }

    @Test
    void otherBitsInAnotherStartAreAnError() {
        assertThatThrownBy(() ->
                        KernelTable.of(
                                List.of(
                                        List.of(speed(1, 1, 1, "ab")),
                                        List.of(speed(1, 1, 1, "ac")))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("gave ab in one start and ac in another");
    }

    @Test
    void anotherStartIsNotToldOfThisProcessesDescriptors() {
        assertThat(AnotherStart.flags(List.of("-Xmx1g", "-Dcandor.stderr.original=3", "-Da=b")))
                .containsExactly("-Xmx1g", "-Da=b");
    }

    @Test
    void anotherStartMeasuresAndSaysSo() throws Exception {
        List<String> arguments =
                List.of(
                        "kernels",
                        "--here",
                        "--types",
                        "Q8_0",
                        "--widths",
                        "1",
                        "--runs",
                        "1",
                        "--threads",
                        "1");
        AnotherStart.Result result = AnotherStart.of(arguments);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("\"type\":\"Q8_0\"", "\"width\":1", "\"ofCeiling\":");
        assertThat(AnotherStart.of(List.of("kernels", "--runs", "0")).code()).isEqualTo(2);
    }
}
