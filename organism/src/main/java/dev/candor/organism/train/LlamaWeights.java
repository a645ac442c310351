package dev.candor.organism.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// A Llama's weights by their names in GGUF, each row-major [outputs, inputs], queries and keys
/// turned in pairs (2i, 2i + 1).
///
/// @param tensors exactly the tensors of the shape, in the order of the file
public record LlamaWeights(Shape shape, Map<String, float[]> tensors) {
    private static final double INITIAL_DEVIATION = 0.02;

    public LlamaWeights {
        Layout layout = new Layout(shape);
        for (Layout.Part part : layout.parts()) {
            float[] values = tensors.get(part.name());
            if (values == null || values.length != part.size()) {
                throw new IllegalArgumentException(
                        "tensor %s has %s values, expected %d"
                                .formatted(
                                        part.name(),
                                        values == null ? "no" : values.length,
                                        part.size()));
            }
        }
        if (tensors.size() != layout.parts().size()) {
            throw new IllegalArgumentException(
                    "%d tensors, expected %d".formatted(tensors.size(), layout.parts().size()));
        }
    }

    /// Where training from nothing starts: norms 1, matrices normal with deviation 0.02, those that
    /// add to the residual stream smaller by √(2 layers) (Radford et al. 2019, GPT-2).
    public static LlamaWeights initial(Shape shape, long seed) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        Random random = new Random(seed);
        double residual = INITIAL_DEVIATION / Math.sqrt(2.0 * shape.layers());
        for (Layout.Part part : new Layout(shape).parts()) {
            float[] values = new float[part.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        switch (part.role()) {
                            case NORM -> 1;
                            case MATRIX -> (float) (random.nextGaussian() * INITIAL_DEVIATION);
                            case RESIDUAL -> (float) (random.nextGaussian() * residual);
                        };
            }
            tensors.put(part.name(), values);
        }
        return new LlamaWeights(shape, tensors);
    }

    /// Each weight `share` of `other`'s and the rest of this one's.
    ///
    /// @param other of the same shape
    /// @param share 0 to 1
    public LlamaWeights averaged(LlamaWeights other, double share) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(other.shape + ", expected " + shape);
        }
        Map<String, float[]> average = new LinkedHashMap<>();
        tensors.forEach((name, own) -> {
            float[] theirs = other.tensor(name);
            float[] values = new float[own.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (share * theirs[i] + (1 - share) * own[i]);
            }
            average.put(name, values);
        });
        return new LlamaWeights(shape, average);
    }

    /// The values of one tensor, not copied.
    ///
    /// @throws IllegalArgumentException if the shape has none of this name
    public float[] tensor(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no tensor " + name + " in " + shape);
        }
        return values;
    }
}
