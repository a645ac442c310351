package dev.candor.organism.train;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/// Trained weights as a GGUF file of the architecture `llama`: matrices as F16 or F32, norms as
/// F32, no `output.weight`, which makes the embedding the output.
public final class LlamaGguf {
    private LlamaGguf() {}

    /// Writes the file, replacing what was there at once.
    ///
    /// @param metadata what stands beside the shape: `general.name`, `tokenizer.…`
    /// @param matrices [TensorType#F16] or [TensorType#F32]
    /// @throws IllegalArgumentException for another type, or if `metadata` names a key of the shape
    public static void write(
            Path file, LlamaWeights weights, Map<String, GgufValue> metadata, TensorType matrices)
            throws IOException {
        if (matrices != TensorType.F16 && matrices != TensorType.F32) {
            throw new IllegalArgumentException(matrices + " matrices, expected F16 or F32");
        }
        GgufWriter writer = new GgufWriter();
        Shape shape = weights.shape();
        writer.metadata("general.architecture", new GgufValue.Text("llama"));
        count(writer, "block_count", shape.layers());
        count(writer, "context_length", shape.context());
        count(writer, "embedding_length", shape.width());
        count(writer, "feed_forward_length", shape.ffn());
        count(writer, "attention.head_count", shape.heads());
        count(writer, "attention.head_count_kv", shape.heads());
        count(writer, "rope.dimension_count", shape.headDim());
        count(writer, "vocab_size", shape.vocabulary());
        real(writer, "attention.layer_norm_rms_epsilon", Shape.EPSILON);
        real(writer, "rope.freq_base", Shape.ROPE_BASE);
        metadata.forEach(writer::metadata);
        for (Layout.Part part : new Layout(shape).parts()) {
            boolean norm = part.role() == Layout.Role.NORM;
            writer.tensor(
                    part.name(),
                    norm ? TensorType.F32 : matrices,
                    norm ? new long[] {part.columns()} : new long[] {part.columns(), part.rows()},
                    norm || matrices == TensorType.F32
                            ? singles(weights.tensor(part.name()))
                            : halves(weights.tensor(part.name())));
        }
        writer.write(file);
    }

    private static void count(GgufWriter writer, String key, int value) {
        writer.metadata("llama." + key, new GgufValue.Uint32(value));
    }

    private static void real(GgufWriter writer, String key, double value) {
        writer.metadata("llama." + key, new GgufValue.Float32((float) value));
    }

    static MemorySegment singles(float[] values) {
        ByteBuffer bytes = littleEndian(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return MemorySegment.ofBuffer(bytes);
    }

    static MemorySegment halves(float[] values) {
        ByteBuffer bytes = littleEndian(2 * values.length);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return MemorySegment.ofBuffer(bytes.rewind());
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
