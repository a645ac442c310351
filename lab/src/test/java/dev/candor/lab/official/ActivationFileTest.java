package dev.candor.lab.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.contribution.MalformedMatrixException;
import dev.candor.lab.contribution.NeuronColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationFileTest {
    private static final NeuronColumns NEURONS = new NeuronColumns(3, 2);

    @TempDir private Path dir;

    @Test
    void aRowWrittenIsReadBackAndHasTheLayoutOfNumpy() throws Exception {
        float[] row = {0.5f, 1, -2, 3, 4e-8f, 6};
        Path file = ActivationFile.of(dir, "qb_1");
        ActivationFile.write(file, row, NEURONS);

        assertThat(file).hasFileName("act_qb_1.npy");
        assertThat(ActivationFile.read(file, NEURONS)).containsExactly(row);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 6 * Float.BYTES);
        assertThat(new String(bytes, 10, 80, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }");
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(bytes, 128, 136)))
                .isEqualTo("0000003f0000803f");
    }

    /// Version 1, padded to a multiple of 64.
    @Test
    void aFileOfNumpysOwnIsRead() throws Exception {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";
        String line = header + " ".repeat(117 - header.length()) + "\n";
        String hex =
                "934e554d505901007600"
                        + HexFormat.of().formatHex(line.getBytes(StandardCharsets.US_ASCII))
                        + "0000003f0000803f".repeat(3);
        Path file = ActivationFile.of(dir, "x");
        Files.write(file, HexFormat.of().parseHex(hex));
        assertThat(ActivationFile.read(file, NEURONS)).containsExactly(.5f, 1, .5f, 1, .5f, 1);
    }

    @Test
    void anotherShapeIsRefused() throws Exception {
        Path file = ActivationFile.of(dir, "x");
        ActivationFile.write(file, new float[6], new NeuronColumns(2, 3));
        assertThatThrownBy(() -> ActivationFile.read(file, NEURONS))
                .isInstanceOf(MalformedMatrixException.class)
                .hasMessage(
                        file
                                + ": header: shape (2, 3), expected (3, 2) layers and neurons of the probe's model");
    }

    @Test
    void everyIdGetsAFileNameOfItsOwn() {
        assertThat(ActivationFile.qid("facts#capital/é 1")).isEqualTo("facts#capital%2F%C3%A9%201");
        assertThat(ActivationFile.qid("a%2Fb")).isNotEqualTo(ActivationFile.qid("a/b"));
    }
}
