package dev.candor.app.inspect;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufValue;
import org.jspecify.annotations.Nullable;

/// Metadata read without insisting: null for what is missing or of another type, since a file that
/// cannot run is to be described all the same.
record LooseMetadata(GgufModel file) {
    @Nullable String text(String key) {
        return file.value(key) instanceof GgufValue.Text(String text) ? text : null;
    }

    /// An integer; of an array with an entry a layer, the entry if all are equal.
    @Nullable Long integer(String key) {
        long[] values = integers(key);
        if (values == null || values.length == 0) {
            return null;
        }
        for (long value : values) {
            if (value != values[0]) {
                return null;
            }
        }
        return values[0];
    }

    long integer(String key, long missing) {
        Long value = integer(key);
        return value == null ? missing : value;
    }

    @Nullable Double real(String key) {
        return file.value(key) instanceof GgufValue.Real ? (Double) file.real(key) : null;
    }

    /// An integer as one entry, an array of integers as it is.
    long @Nullable [] integers(String key) {
        GgufValue value = file.value(key);
        if (value instanceof GgufValue.Whole) {
            // Above 2^63 it is no size of anything.
            return value instanceof GgufValue.Uint64(long bits) && bits < 0
                    ? null
                    : new long[] {file.integer(key)};
        }
        if (!(value instanceof GgufNumbers numbers) || !numbers.elementType().isInteger()) {
            return null;
        }
        long[] values = new long[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.integer(i);
        }
        return values;
    }

    /// Entries of an array of any type.
    @Nullable Long size(String key) {
        return file.value(key) instanceof GgufValue.Array array ? (Long) (long) array.size() : null;
    }
}
