package dev.candor.engine.oracle;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.testing.ReferenceModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model in llama2.c's first format: seven int32 (d, f, layers, heads, kv heads, vocabulary,
/// context), then f32 matrices, those of one kind for all layers after each other. The vocabulary
/// is negative if the output has weights of its own.
final class Llama2cFile {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final float EPSILON = 1e-5f;

    /// One matrix or vector.
    ///
    /// @param rows 0 for a vector
    private record Tensor(int rows, int columns, MemorySegment data) {}

    private final MemorySegment file;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private long position;

    private Llama2cFile(MemorySegment file) {
        this.file = file;
        int layers = header(2);
        int d = header(0);
        int f = header(1);
        int keys = d / header(3) * header(4);
        int vocabulary = Math.abs(header(5));
        position = 28;
        take("token_embd", vocabulary, d);
        takeEach(layers, "attn_norm", 0, d);
        takeEach(layers, "attn_q", d, d);
        takeEach(layers, "attn_k", keys, d);
        takeEach(layers, "attn_v", keys, d);
        takeEach(layers, "attn_output", d, d);
        takeEach(layers, "ffn_norm", 0, d);
        takeEach(layers, "ffn_gate", f, d);
        takeEach(layers, "ffn_down", d, f);
        takeEach(layers, "ffn_up", f, d);
        take("output_norm", 0, d);
        // a table of rotations, which both passes compute for themselves
        position += 4L * header(6) * (d / header(3));
        if (header(5) < 0) {
            take("output", vocabulary, d);
        }
        if (position != file.byteSize()) {
            throw new IllegalStateException(
                    "the file has " + file.byteSize() + " bytes, expected " + position);
        }
    }

    static Llama2cFile open(Path path, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return new Llama2cFile(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        }
    }

    private int header(int i) {
        return file.get(INT, 4L * i);
    }

    private void takeEach(int layers, String name, int rows, int columns) {
        for (int l = 0; l < layers; l++) {
            take("blk." + l + "." + name, rows, columns);
        }
    }

    private void take(String name, int rows, int columns) {
        long bytes = 4L * Math.max(1, rows) * columns;
        tensors.put(name + ".weight", new Tensor(rows, columns, file.asSlice(position, bytes)));
        position += bytes;
    }

    /// The same weights as a GGUF file, without a tokenizer.
    void writeGguf(Path target) throws IOException {
        GgufWriter writer = new GgufWriter();
        writer.metadata("general.architecture", new GgufValue.Text("llama"));
        writer.metadata("general.name", new GgufValue.Text("llama2.c"));
        count(writer, "embedding_length", header(0));
        count(writer, "feed_forward_length", header(1));
        count(writer, "block_count", header(2));
        count(writer, "attention.head_count", header(3));
        count(writer, "attention.head_count_kv", header(4));
        count(writer, "context_length", header(6));
        writer.metadata("llama.attention.layer_norm_rms_epsilon", new GgufValue.Float32(EPSILON));
        tensors.forEach((name, tensor) ->
                writer.tensor(
                        name,
                        TensorType.F32,
                        tensor.rows() == 0
                                ? new long[] {tensor.columns()}
                                : new long[] {tensor.columns(), tensor.rows()},
                        tensor.data()));
        writer.write(target);
    }

    private static void count(GgufWriter writer, String key, int value) {
        writer.metadata("llama." + key, new GgufValue.Uint32(value));
    }

    /// The plain forward pass over this file's own numbers.
    ReferenceModel reference() {
        int headDim = header(0) / header(3);
        double[] frequencies = new double[headDim / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(10000, -2.0 * i / headDim);
        }
        ReferenceModel.Shape shape =
                ReferenceModel.Shape.llama(
                        header(2),
                        header(0),
                        header(1),
                        header(3),
                        header(4),
                        EPSILON,
                        new ReferenceModel.Turn(frequencies, 1, false));
        Map<String, double[]> decoded = new HashMap<>();
        return new ReferenceModel(shape, name -> decoded.computeIfAbsent(name, this::decode));
    }

    private double @Nullable [] decode(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            return null;
        }
        MemorySegment data = tensor.data();
        double[] values = new double[Math.toIntExact(data.byteSize() / 4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(FLOAT, 4L * i);
        }
        return values;
    }
}
