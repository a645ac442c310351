package dev.candor.bench;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// A Llama in Q8_0 with the shape of a model of 7 billion parameters, as many layers as fit a size;
/// its weights are random bytes.
///
/// @param bytes of the file
record LargeModel(Path file, long bytes, int layers, int ffn) {
    private static final int WIDTH = 4096;
    private static final int FFN = 11_008;
    private static final int HEADS = 32;
    private static final int VOCABULARY = 32_000;
    private static final int BLOCK_BYTES = TensorType.Q8_0.blockBytes();

    static LargeModel write(Path file, int gigabytes) throws IOException {
        long layer = 4 * bytes(WIDTH, WIDTH) + 3 * bytes(WIDTH, FFN);
        long around = 2 * bytes(WIDTH, VOCABULARY);
        int layers = (int) Math.max(1, (gigabytes * 1_000_000_000L - around + layer - 1) / layer);
        GgufWriter writer = new GgufWriter();
        writer.metadata("general.architecture", new GgufValue.Text("llama"));
        writer.metadata("general.name", new GgufValue.Text("large"));
        number(writer, "block_count", layers);
        number(writer, "context_length", 2048);
        number(writer, "embedding_length", WIDTH);
        number(writer, "feed_forward_length", FFN);
        number(writer, "attention.head_count", HEADS);
        writer.metadata("llama.attention.layer_norm_rms_epsilon", new GgufValue.Float32(1e-5f));
        writer.metadata("llama.vocab_size", new GgufValue.Uint32(VOCABULARY));
        matrix(writer, "token_embd", WIDTH, VOCABULARY);
        matrix(writer, "output", WIDTH, VOCABULARY);
        norm(writer, "output_norm");
        for (int l = 0; l < layers; l++) {
            String at = "blk." + l + ".";
            norm(writer, at + "attn_norm");
            norm(writer, at + "ffn_norm");
            for (String name : new String[] {"attn_q", "attn_k", "attn_v", "attn_output"}) {
                matrix(writer, at + name, WIDTH, WIDTH);
            }
            matrix(writer, at + "ffn_gate", WIDTH, FFN);
            matrix(writer, at + "ffn_up", WIDTH, FFN);
            matrix(writer, at + "ffn_down", FFN, WIDTH);
        }
        writer.write(file);
        return new LargeModel(file, Files.size(file), layers, FFN);
    }

    private static long bytes(int columns, int rows) {
        return rows * TensorType.Q8_0.rowBytes(columns);
    }

    private static void number(GgufWriter writer, String key, int value) {
        writer.metadata("llama." + key, new GgufValue.Uint32(value));
    }

    private static void norm(GgufWriter writer, String name) {
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);
        writer.tensor(
                name + ".weight", TensorType.F32, new long[] {WIDTH}, MemorySegment.ofArray(ones));
    }

    private static void matrix(GgufWriter writer, String name, int columns, int rows) {
        writer.tensor(
                name + ".weight",
                TensorType.Q8_0,
                new long[] {columns, rows},
                sink -> {
                    byte[] row = new byte[(int) TensorType.Q8_0.rowBytes(columns)];
                    ByteBuffer halves = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
                    Random random = new Random(name.hashCode());
                    random.nextBytes(row);
                    for (int block = 0; block < row.length; block += BLOCK_BYTES) {
                        halves.putShort(block, Float.floatToFloat16(1e-3f));
                    }
                    for (int r = 0; r < rows; r++) {
                        // No two rows alike, or a disk might store them once.
                        halves.putInt(4, r);
                        sink.write(MemorySegment.ofArray(row));
                    }
                });
    }
}
