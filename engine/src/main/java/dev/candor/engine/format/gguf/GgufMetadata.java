package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Typed access to metadata. A getter without default wants the key; one with a default takes it
/// for a missing key. A value of another type is an error either way, naming key, found, expected.
public interface GgufMetadata {
    /// The file, for messages.
    Path path();

    /// Every key and value, unmodifiable, in file order.
    Map<String, GgufValue> metadata();

    /// The `tokenizer.json` of a Hugging Face model, other files of its tokenizer beside it; null
    /// where the metadata describe the tokenizer.
    default @Nullable Path tokenizerJson() {
        return null;
    }

    /// The value as it stands in the file, null if there is none.
    default @Nullable GgufValue value(String key) {
        return metadata().get(key);
    }

    /// Whether the file has this key.
    default boolean has(String key) {
        return metadata().containsKey(key);
    }

    default String string(String key) {
        return asString(key, required(key, "a string"));
    }

    default String string(String key, String missing) {
        GgufValue value = value(key);
        return value == null ? missing : asString(key, value);
    }

    /// An integer of any width and sign that fits a `long`.
    default long integer(String key) {
        return asInteger(key, required(key, "an integer"));
    }

    default long integer(String key, long missing) {
        GgufValue value = value(key);
        return value == null ? missing : asInteger(key, value);
    }

    /// A FLOAT32 or FLOAT64.
    default double real(String key) {
        return asReal(key, required(key, "a float"));
    }

    default double real(String key, double missing) {
        GgufValue value = value(key);
        return value == null ? missing : asReal(key, value);
    }

    default boolean bool(String key) {
        return asBool(key, required(key, "a boolean"));
    }

    default boolean bool(String key, boolean missing) {
        GgufValue value = value(key);
        return value == null ? missing : asBool(key, value);
    }

    /// An array of strings as an unmodifiable list that decodes on each access.
    default List<String> strings(String key) {
        return asStrings(key, required(key, "an array of strings"));
    }

    default List<String> strings(String key, List<String> missing) {
        GgufValue value = value(key);
        return value == null ? missing : asStrings(key, value);
    }

    /// An array of FLOAT32 or FLOAT64, the latter rounded to float.
    default float[] reals(String key) {
        return asReals(key, required(key, "an array of floats"));
    }

    default float[] reals(String key, float[] missing) {
        GgufValue value = value(key);
        return value == null ? missing : asReals(key, value);
    }

    /// An array of integers of any width, each of which fits an `int`.
    default int[] integers(String key) {
        return asIntegers(key, required(key, "an array of integers"));
    }

    default int[] integers(String key, int[] missing) {
        GgufValue value = value(key);
        return value == null ? missing : asIntegers(key, value);
    }

    private GgufValue required(String key, String expected) {
        GgufValue value = value(key);
        if (value == null) {
            throw new MalformedModelException(
                    path(), "metadata key " + key, "not in the file, expected " + expected);
        }
        return value;
    }

    private String asString(String key, GgufValue value) {
        if (value instanceof GgufValue.Text text) {
            return text.value();
        }
        throw wrongType(key, value, "a string");
    }

    private long asInteger(String key, GgufValue value) {
        if (!(value instanceof GgufValue.Whole whole)) {
            throw wrongType(key, value, "an integer");
        }
        return switch (whole) {
            case GgufValue.Uint8 v -> v.value();
            case GgufValue.Int8 v -> v.value();
            case GgufValue.Uint16 v -> v.value();
            case GgufValue.Int16 v -> v.value();
            case GgufValue.Uint32 v -> v.value();
            case GgufValue.Int32 v -> v.value();
            case GgufValue.Int64 v -> v.value();
            case GgufValue.Uint64 v -> {
                if (v.value() < 0) {
                    throw problem(
                            key,
                            "is " + Long.toUnsignedString(v.value()) + ", expected below 2^63");
                }
                yield v.value();
            }
        };
    }

    private double asReal(String key, GgufValue value) {
        if (!(value instanceof GgufValue.Real real)) {
            throw wrongType(key, value, "a float");
        }
        return switch (real) {
            case GgufValue.Float32 v -> v.value();
            case GgufValue.Float64 v -> v.value();
        };
    }

    private boolean asBool(String key, GgufValue value) {
        if (value instanceof GgufValue.Bool bool) {
            return bool.value();
        }
        throw wrongType(key, value, "a boolean");
    }

    private List<String> asStrings(String key, GgufValue value) {
        if (value instanceof GgufStrings strings) {
            return strings.asList();
        }
        throw wrongType(key, value, "an array of strings");
    }

    private float[] asReals(String key, GgufValue value) {
        if (!(value instanceof GgufNumbers numbers) || !numbers.elementType().isReal()) {
            throw wrongType(key, value, "an array of floats");
        }
        float[] reals = new float[numbers.size()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) numbers.real(i);
        }
        return reals;
    }

    private int[] asIntegers(String key, GgufValue value) {
        if (!(value instanceof GgufNumbers numbers) || !numbers.elementType().isInteger()) {
            throw wrongType(key, value, "an array of integers");
        }
        int[] integers = new int[numbers.size()];
        for (int i = 0; i < integers.length; i++) {
            long integer = numbers.integer(i);
            if (integer != (int) integer) {
                throw problem(
                        key, "element " + i + " is " + integer + ", expected a 32-bit integer");
            }
            integers[i] = (int) integer;
        }
        return integers;
    }

    private MalformedModelException wrongType(String key, GgufValue value, String expected) {
        String found =
                value instanceof GgufValue.Array array
                        ? "an array of " + array.elementType()
                        : value.type().toString();
        return problem(key, "is " + found + ", expected " + expected);
    }

    private MalformedModelException problem(String key, String problem) {
        return new MalformedModelException(path(), "metadata key " + key, problem);
    }
}
