package dev.candor.engine.model;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufModel;
import java.util.List;

/// The shape of a model, from the keys that all families share.
final class ShapeReader {
    static final int MAX_CONTEXT = 1 << 24;

    private static final int MAX_WIDTH = 1 << 17;
    private static final int MAX_FFN = 1 << 20;

    private ShapeReader() {}

    /// Heads have `attention.key_length` values, or width / heads where the file does not say.
    ///
    /// @param run keys that change what a model computes, and that this family computes; see [Keys]
    static ModelConfig read(GgufModel file, String architecture, String... run) {
        Keys keys = new Keys(file, architecture);
        keys.requireOnlyWhatIsRun(List.of(run));
        int width = keys.integer("embedding_length", 1, MAX_WIDTH);
        int heads = keys.integer("attention.head_count", 1, 1 << 12);
        int kvHeads = keys.integer("attention.head_count_kv", 1, heads, heads);
        if (heads % kvHeads != 0) {
            throw keys.problem(
                    "attention.head_count_kv",
                    "is " + kvHeads + ", expected a divisor of " + heads + " heads");
        }
        int headDim = keys.integer("attention.key_length", 2, 1 << 12, Math.max(2, width / heads));
        keys.integer("attention.value_length", headDim, headDim, headDim);
        return new ModelConfig(
                file.string("general.name", "unnamed"),
                architecture,
                keys.integer("block_count", 1, 1 << 12),
                width,
                keys.integer("feed_forward_length", 1, MAX_FFN),
                heads,
                kvHeads,
                headDim,
                vocabulary(file),
                keys.integer("context_length", 1, MAX_CONTEXT));
    }

    private static int vocabulary(GgufModel file) {
        String tensor = TensorReader.EMBEDDING;
        long rows = file.tensor(tensor).rows();
        if (rows > 1 << 24) {
            throw new MalformedModelException(
                    file.path(),
                    "tensor " + tensor,
                    "has " + rows + " rows, expected a vocabulary");
        }
        return (int) rows;
    }
}
