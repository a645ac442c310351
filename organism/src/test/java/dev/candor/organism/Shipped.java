package dev.candor.organism;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.train.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The model that the app bundles, as it lies in the repository.
public final class Shipped {
    private static final Path FOLDER =
            Path.of("../app/src/main/resources/dev/candor/app/bundled").toAbsolutePath();

    private Shipped() {}

    public static Path file(String name) {
        return FOLDER.resolve(name).normalize();
    }

    /// The weights of a stage, as the trainer holds them.
    static LlamaWeights weights(Stage stage, Shape shape) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        try (GgufFile gguf = GgufFile.open(file(stage.gguf()))) {
            for (String name : LlamaWeights.initial(shape, 0).tensors().keySet()) {
                MemorySegment data = gguf.tensor(name).data();
                tensors.put(
                        name,
                        gguf.tensor(name).type() == TensorType.F16 ? halves(data) : singles(data));
            }
        }
        return new LlamaWeights(shape, tensors);
    }

    private static float[] halves(MemorySegment data) {
        short[] bits = data.toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.float16ToFloat(bits[i]);
        }
        return values;
    }

    private static float[] singles(MemorySegment data) {
        return data.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }
}
