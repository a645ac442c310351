package dev.candor.engine.format.gguf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the key-value pairs of a GGUF header.
final class MetadataParser {
    /// Length, one byte of key, type, one byte of value.
    static final long LEAST_ENTRY_BYTES = 8 + 1 + 4 + 1;

    private static final long LEAST_ARRAY_BYTES = 4 + 8;

    private final GgufCursor cursor;
    private long nestedArrays;

    MetadataParser(GgufCursor cursor) {
        this.cursor = cursor;
    }

    Map<String, GgufValue> parse(long count) {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            long at = cursor.position();
            String key = cursor.string("metadata key " + i, GgufLimits.NAME_BYTES);
            if (key.isEmpty()) {
                throw cursor.error(at, "metadata key " + i + " is empty, expected a name");
            }
            if (metadata.containsKey(key)) {
                throw cursor.error(at, "metadata key " + key + " appears again, expected it once");
            }
            metadata.put(key, value("metadata key " + key));
        }
        return Collections.unmodifiableMap(metadata);
    }

    private GgufType type(String what) {
        long at = cursor.position();
        long id = cursor.uint32(what);
        GgufType type = GgufType.byId(id);
        if (type == null) {
            throw cursor.error(at, what + " has value type " + id + ", expected 0 to 12");
        }
        return type;
    }

    private GgufValue value(String what) {
        return switch (type(what)) {
            case UINT8 -> new GgufValue.Uint8(cursor.int8(what) & 0xFF);
            case INT8 -> new GgufValue.Int8(cursor.int8(what));
            case UINT16 -> new GgufValue.Uint16(cursor.int16(what) & 0xFFFF);
            case INT16 -> new GgufValue.Int16(cursor.int16(what));
            case UINT32 -> new GgufValue.Uint32(cursor.uint32(what));
            case INT32 -> new GgufValue.Int32(cursor.int32(what));
            case UINT64 -> new GgufValue.Uint64(cursor.int64(what));
            case INT64 -> new GgufValue.Int64(cursor.int64(what));
            case FLOAT32 -> new GgufValue.Float32(Float.intBitsToFloat(cursor.int32(what)));
            case FLOAT64 -> new GgufValue.Float64(Double.longBitsToDouble(cursor.int64(what)));
            case BOOL -> {
                long at = cursor.position();
                yield new GgufValue.Bool(bool(at, cursor.int8(what), what));
            }
            case STRING -> new GgufValue.Text(cursor.string(what, GgufLimits.STRING_BYTES));
            case ARRAY -> array(what, 1);
        };
    }

    private GgufValue.Array array(String what, int depth) {
        GgufType elementType = type(what);
        return switch (elementType) {
            case STRING -> strings(what);
            case ARRAY -> arrays(what, depth);
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, UINT64, INT64, FLOAT64 ->
                    numbers(what, elementType);
        };
    }

    private GgufNumbers numbers(String what, GgufType elementType) {
        int width = elementType.bytes();
        long count = cursor.count("array length of " + what, width, GgufLimits.HEADER_BYTES);
        long at = cursor.position();
        byte[] packed = cursor.bytes((int) (count * width), what);
        if (elementType == GgufType.BOOL) {
            for (int i = 0; i < packed.length; i++) {
                bool(at + i, packed[i], what);
            }
        }
        return new GgufNumbers(elementType, packed);
    }

    private GgufStrings strings(String what) {
        int count = (int) cursor.count("array length of " + what, 8, GgufLimits.HEADER_BYTES);
        long first = cursor.position();
        int[] ends = new int[count];
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += cursor.skipString(what, i, GgufLimits.STRING_BYTES);
            ends[i] = total;
        }
        cursor.seek(first);
        byte[] utf8 = new byte[total];
        for (int i = 0, start = 0; i < count; start = ends[i], i++) {
            cursor.skip(8, what);
            int length = ends[i] - start;
            cursor.copyTo(utf8, start, length, what);
            if (Utf8.decode(utf8, start, length) == null) {
                throw cursor.error(
                        cursor.position() - length,
                        "string "
                                + i
                                + " of "
                                + what
                                + " has bytes that are no UTF-8, expected UTF-8");
            }
        }
        return new GgufStrings(utf8, ends);
    }

    private GgufValue.ArrayOfArrays arrays(String what, int depth) {
        if (depth >= GgufLimits.ARRAY_DEPTH) {
            throw cursor.error(
                    cursor.position(),
                    what
                            + " nests arrays deeper than "
                            + depth
                            + " levels, expected at most "
                            + GgufLimits.ARRAY_DEPTH);
        }
        long at = cursor.position();
        long count =
                cursor.count(
                        "array length of " + what, LEAST_ARRAY_BYTES, GgufLimits.NESTED_ARRAYS);
        nestedArrays += count;
        if (nestedArrays > GgufLimits.NESTED_ARRAYS) {
            throw cursor.error(
                    at,
                    what
                            + " brings the arrays within arrays to "
                            + nestedArrays
                            + ", expected at most "
                            + GgufLimits.NESTED_ARRAYS);
        }
        List<GgufValue.Array> arrays = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            arrays.add(array(what, depth + 1));
        }
        return new GgufValue.ArrayOfArrays(arrays);
    }

    private boolean bool(long at, byte value, String what) {
        if (value != 0 && value != 1) {
            throw cursor.error(at, what + " has boolean " + (value & 0xFF) + ", expected 0 or 1");
        }
        return value == 1;
    }
}
