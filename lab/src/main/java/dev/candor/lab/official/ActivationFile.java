package dev.candor.lab.official;

import dev.candor.lab.contribution.MalformedMatrixException;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.NpyMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Contributions of one sample, `act_<qid>.npy`: float32 [layers, ffn], which flattened is a row of
/// our matrices.
public final class ActivationFile {
    private ActivationFile() {}

    /// The file of a sample in a folder.
    public static Path of(Path folder, String qid) {
        return folder.resolve("act_" + qid + ".npy");
    }

    /// Reads a row, shape [layers · ffn].
    ///
    /// @throws MalformedMatrixException if the file is of another shape
    public static float[] read(Path file, NeuronColumns neurons) throws IOException {
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            if (matrix.rows() != neurons.layers() || matrix.columns() != neurons.ffn()) {
                throw new MalformedMatrixException(
                        file,
                        "header",
                        "shape (%d, %d), expected (%d, %d) layers and neurons of the probe's model"
                                .formatted(
                                        matrix.rows(),
                                        matrix.columns(),
                                        neurons.layers(),
                                        neurons.ffn()));
            }
            float[] row = new float[neurons.count()];
            for (int layer = 0; layer < neurons.layers(); layer++) {
                matrix.copyRow(layer, 0, row, layer * neurons.ffn(), neurons.ffn());
            }
            return row;
        }
    }

    /// Writes a row, replacing what was there.
    ///
    /// @param row shape [layers · ffn]
    public static void write(Path file, float[] row, NeuronColumns neurons) throws IOException {
        NpyMatrix.write(file, row, neurons.ffn());
    }

    /// An id of ours as one that a file can be named after: letters, digits, `.`, `_`, `-` and `#`
    /// stay, other bytes become `%XX`.
    public static String qid(String id) {
        StringBuilder safe = new StringBuilder();
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean stays =
                    c >= '0' && c <= '9'
                            || c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || "._-#".indexOf(c) >= 0;
            safe.append(stays ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return safe.toString();
    }
}
