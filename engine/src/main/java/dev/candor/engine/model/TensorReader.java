package dev.candor.engine.model;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.kernel.Matrix;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes tensors out of a file, each checked, and remembers which were taken.
final class TensorReader {
    static final String EMBEDDING = "token_embd.weight";

    /// Most of the largest heap that weights laid out anew may take.
    private static final double HEAP_FOR_WEIGHTS = 0.6;

    private final GgufModel file;
    private final Set<String> taken = new HashSet<>();
    private final boolean inPlace;

    TensorReader(GgufModel file) {
        this(file, Runtime.getRuntime().maxMemory());
    }

    /// @param heap bytes it may grow to
    TensorReader(GgufModel file, long heap) {
        this.file = file;
        long bytes =
                file.listing().values().stream()
                        .filter(TensorReader::isInterleaved)
                        .mapToLong(GgufTensorInfo::byteSize)
                        .sum();
        inPlace = bytes > HEAP_FOR_WEIGHTS * heap;
    }

    private static boolean isInterleaved(GgufTensorInfo info) {
        TensorType type = info.type() == null ? null : info.type().supported();
        return type != null && Matrix.isInterleaved(type);
    }

    Matrix matrix(String name, int rows, int columns) {
        GgufTensor tensor = file.tensor(name).expect(columns, rows);
        taken.add(name);
        Matrix matrix = new Matrix(tensor.type(), rows, columns, tensor.data());
        return inPlace ? matrix.inPlace() : matrix;
    }

    float[] vector(String name, int length) {
        Matrix row = matrix(name, 1, length);
        float[] values = new float[length];
        row.decode(0, 0, length, values, 0);
        return values;
    }

    /// Factors that pairs of dimensions turn slower by, null if the file has none.
    float @Nullable [] ropeFactors(String name, int pairs) {
        if (!file.hasTensor(name)) {
            return null;
        }
        float[] factors = vector(name, pairs);
        for (int i = 0; i < pairs; i++) {
            if (!(factors[i] > 0) || Float.isInfinite(factors[i])) {
                throw new MalformedModelException(
                        file.path(),
                        "tensor " + file.nameInFile(name),
                        "value " + i + " is " + factors[i] + ", expected a finite number above 0");
            }
        }
        return factors;
    }

    /// `NAME.weight`, without a bias.
    Linear linear(String name, int rows, int columns) {
        return new Linear(matrix(name + ".weight", rows, columns), null);
    }

    /// `NAME.weight` with `NAME.bias`.
    Linear biased(String name, int rows, int columns) {
        Matrix weight = matrix(name + ".weight", rows, columns);
        return new Linear(weight, vector(name + ".bias", rows));
    }

    Norm rmsNorm(String name, int length, float epsilon) {
        return new RmsNorm(vector(name + ".weight", length), epsilon);
    }

    Norm layerNorm(String name, int length, float epsilon) {
        return new LayerNorm(
                vector(name + ".weight", length), vector(name + ".bias", length), epsilon);
    }

    /// `output.weight`, or the embedding where the file ties them.
    Matrix output(ModelConfig config, Matrix embedding) {
        return file.hasTensor("output.weight")
                ? matrix("output.weight", config.vocabulary(), config.width())
                : embedding;
    }

    Matrix embedding(ModelConfig config) {
        return matrix(EMBEDDING, config.vocabulary(), config.width());
    }

    /// Refuses a file with a tensor that nobody took: running without it would be another model.
    void requireAllTaken() {
        for (String name : file.listing().keySet()) {
            if (!taken.contains(name)) {
                throw new MalformedModelException(
                        file.path(),
                        "tensor " + file.nameInFile(name),
                        "is not part of the family `"
                                + file.string("general.architecture")
                                + "` as Candor runs it");
            }
        }
    }
}
