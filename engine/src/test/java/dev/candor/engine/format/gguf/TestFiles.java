package dev.candor.engine.format.gguf;

import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Files and values that several tests share.
final class TestFiles {
    private TestFiles() {}

    /// At least one value of every type, and at least one array of every element type.
    static Map<String, GgufValue> oneOfEachValue() {
        Map<String, GgufValue> values = new LinkedHashMap<>();
        values.put("u8", new GgufValue.Uint8(255));
        values.put("i8", new GgufValue.Int8((byte) -128));
        values.put("u16", new GgufValue.Uint16(65_535));
        values.put("i16", new GgufValue.Int16((short) -32_768));
        values.put("u32", new GgufValue.Uint32(4_294_967_295L));
        values.put("i32", new GgufValue.Int32(Integer.MIN_VALUE));
        values.put("u64", new GgufValue.Uint64(-1));
        values.put("i64", new GgufValue.Int64(Long.MIN_VALUE));
        values.put("f32", new GgufValue.Float32(-1.5e-30f));
        values.put("f64", new GgufValue.Float64(Math.PI));
        values.put("no", new GgufValue.Bool(false));
        values.put("yes", new GgufValue.Bool(true));
        values.put("text", new GgufValue.Text("naïve 🦙 \uFFFD\n"));
        values.put("empty", new GgufValue.Text(""));
        values.put("strings", GgufStrings.of(List.of("▁the", "", "<0x0A>", "日本")));
        values.put("no strings", GgufStrings.of(List.of()));
        values.put("floats", GgufNumbers.ofFloat32(0, -0.0f, Float.MAX_VALUE));
        values.put("ints", GgufNumbers.ofInt32(1, -1, Integer.MAX_VALUE));
        for (GgufType type : GgufType.values()) {
            if (type.bytes() > 0) {
                byte[] packed = new byte[3 * type.bytes()];
                packed[type.bytes()] = 1;
                values.put("array of " + type, GgufNumbers.ofPacked(type, packed));
            }
        }
        values.put(
                "nested",
                new GgufValue.ArrayOfArrays(
                        List.of(
                                GgufNumbers.ofInt32(4, 5),
                                GgufStrings.of(List.of("six")),
                                new GgufValue.ArrayOfArrays(List.of(GgufNumbers.ofFloat32())))));
        return values;
    }

    /// A valid file of about 3 kB with every value type, the five supported tensor types and one
    /// unsupported.
    static Path small(Path file) throws IOException {
        GgufWriter writer = new GgufWriter();
        oneOfEachValue().forEach(writer::metadata);
        writer.metadata("general.alignment", new GgufValue.Uint32(16));
        Random random = new Random(3);
        add(writer, random, "norm", GgmlType.of(TensorType.F32), 5);
        add(writer, random, "half", GgmlType.of(TensorType.F16), 3, 2, 2);
        add(writer, random, "brain", GgmlType.of(TensorType.BF16), 7, 1, 1, 2);
        add(writer, random, "four", GgmlType.of(TensorType.Q4_0), 32, 3);
        add(writer, random, "eight", GgmlType.of(TensorType.Q8_0), 64, 2);
        add(writer, random, "six", GgmlType.Q6_K, 256, 1);
        writer.write(file);
        return file;
    }

    private static void add(
            GgufWriter writer, Random random, String name, GgmlType type, long... dims) {
        long bytes = type.blockBytes();
        for (int i = 0; i < dims.length; i++) {
            bytes *= i == 0 ? dims[0] / type.blockValues() : dims[i];
        }
        byte[] data = new byte[(int) bytes];
        random.nextBytes(data);
        writer.tensor(name, type, dims, MemorySegment.ofArray(data));
    }
}
