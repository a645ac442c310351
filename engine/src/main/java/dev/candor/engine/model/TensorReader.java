package dev.candor.engine.model;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import java.util.HashSet;
import java.util.Set;

/// Takes tensors and numbers out of a file, each checked, and remembers which were taken.
final class TensorReader {
    private static final Kernels DECODER = new ScalarKernels();

    private final GgufFile file;
    private final Set<String> taken = new HashSet<>();

    TensorReader(GgufFile file) {
        this.file = file;
    }

    Matrix matrix(String name, int rows, int columns) {
        GgufTensor tensor = file.tensor(name).expect(columns, rows);
        taken.add(name);
        return new Matrix(tensor.type(), rows, columns, tensor.data());
    }

    float[] vector(String name, int length) {
        Matrix row = matrix(name, 1, length);
        float[] values = new float[length];
        DECODER.decode(row, 0, 0, length, values, 0);
        return values;
    }

    /// Refuses a file with a tensor that nobody took: running without it would be another model.
    void requireAllTaken() {
        for (String name : file.listing().keySet()) {
            if (!taken.contains(name)) {
                throw new MalformedModelException(
                        file.path(),
                        "tensor " + name,
                        "is not part of the family `"
                                + file.string("general.architecture")
                                + "` as Candor runs it");
            }
        }
    }

    /// An integer in `low` … `high`.
    static int integer(GgufFile file, String key, long low, long high) {
        return inRange(file, key, file.integer(key), low, high);
    }

    static int integer(GgufFile file, String key, long low, long high, long missing) {
        return inRange(file, key, file.integer(key, missing), low, high);
    }

    private static int inRange(GgufFile file, String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new MalformedModelException(
                    file.path(), key, "is " + value + ", expected " + low + " to " + high);
        }
        return (int) value;
    }

    /// A finite number above 0.
    static double positive(GgufFile file, String key, double missing) {
        double value = file.real(key, missing);
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new MalformedModelException(
                    file.path(), key, "is " + value + ", expected a finite number above 0");
        }
        return value;
    }
}
