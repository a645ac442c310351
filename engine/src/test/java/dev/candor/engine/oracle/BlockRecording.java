package dev.candor.engine.oracle;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.testing.RandomBlocks;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What llama.cpp made of random blocks of every type when it was asked to write them as F32;
/// recorded by `scripts/record-blocks.sh`.
///
/// @param peer its version
/// @param types by name of the type
record BlockRecording(String peer, Map<String, Decoded> types) {
    private static final int COLUMNS = 1024;
    private static final int ROWS = 64;

    /// One type.
    ///
    /// @param blocks SHA-256 of the blocks
    /// @param values SHA-256 of the decoded values, little-endian f32
    /// @param first bits of the first 64 decoded values, in hex
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Decoded(String blocks, String values, String[] first) {
        static Decoded of(TensorType type, float[] values) {
            String[] first = new String[64];
            Arrays.setAll(first, i -> "%08x".formatted(Float.floatToRawIntBits(values[i])));
            return new Decoded(sha256(BlockRecording.blocks(type)), sha256(bytes(values)), first);
        }
    }

    static BlockRecording read(InputStream json) {
        return JsonMapper.shared().readValue(json, BlockRecording.class);
    }

    /// The blocks of a matrix of 64 × 1024 values.
    static byte[] blocks(TensorType type) {
        int blocks = ROWS * COLUMNS / type.blockValues();
        return RandomBlocks.any(type, blocks, new Random(type.ggmlId() * 7919L));
    }

    /// `asked FILE` writes a model with the blocks of every type; `answered FILE.f32 PEER OUT.json`
    /// records what became of them.
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "asked" -> ask(Path.of(args[1]));
            case "answered" -> record(Path.of(args[1]), args[2], Path.of(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /// A whole tiny model around them, since the peer wants to know what it reads.
    private static void ask(Path file) throws IOException {
        GgufWriter writer = new GgufWriter();
        try (GgufFile tiny = GgufFile.open(TinyModels.llamaFile())) {
            tiny.metadata().forEach(writer::metadata);
            for (GgufTensor tensor : tiny.tensors().values()) {
                writer.tensor(tensor.name(), tensor.type(), tensor.dims(), tensor.data());
            }
            for (TensorType type : TensorType.values()) {
                MemorySegment blocks = MemorySegment.ofArray(blocks(type));
                writer.tensor(name(type), type, new long[] {COLUMNS, ROWS}, blocks);
            }
            writer.write(file);
        }
    }

    private static void record(Path file, String peer, Path out) throws IOException {
        Map<String, Decoded> types = new TreeMap<>();
        try (GgufFile answer = GgufFile.open(file)) {
            for (TensorType type : TensorType.values()) {
                GgufTensor tensor = answer.tensor(name(type)).expect(COLUMNS, ROWS);
                if (tensor.type() != TensorType.F32) {
                    throw new IllegalStateException(tensor + " was to be F32");
                }
                float[] values = tensor.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
                types.put(type.name(), Decoded.of(type, values));
            }
        }
        JsonMapper mapper = JsonMapper.shared();
        Files.writeString(
                out,
                mapper.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(new BlockRecording(peer, types))
                        + "\n");
    }

    private static String name(TensorType type) {
        return "blk.0." + type + ".weight";
    }

    private static byte[] bytes(float[] values) {
        return MemorySegment.ofArray(values).toArray(ValueLayout.JAVA_BYTE);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
