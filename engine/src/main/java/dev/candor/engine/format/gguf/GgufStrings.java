package dev.candor.engine.format.gguf;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// An array of strings: one block of UTF-8 and the end of each string in it, so that a vocabulary
/// of 256k tokens is two objects; strings are decoded as they are asked for. Immutable.
public final class GgufStrings implements GgufValue.Array {
    private final byte[] utf8;
    private final int[] ends;

    /// @param utf8 all strings one after the other, valid UTF-8 each; taken over, not copied
    /// @param ends end of each string in `utf8`, ascending; taken over, not copied
    GgufStrings(byte[] utf8, int[] ends) {
        this.utf8 = utf8;
        this.ends = ends;
    }

    public static GgufStrings of(List<String> strings) {
        int[] ends = new int[strings.size()];
        byte[][] encoded = new byte[ends.length][];
        int total = 0;
        for (int i = 0; i < ends.length; i++) {
            encoded[i] = Utf8.encode(strings.get(i));
            total = Math.addExact(total, encoded[i].length);
            ends[i] = total;
        }
        byte[] utf8 = new byte[total];
        for (int i = 0; i < ends.length; i++) {
            System.arraycopy(encoded[i], 0, utf8, ends[i] - encoded[i].length, encoded[i].length);
        }
        return new GgufStrings(utf8, ends);
    }

    @Override
    public GgufType elementType() {
        return GgufType.STRING;
    }

    @Override
    public int size() {
        return ends.length;
    }

    /// String `i`.
    public String get(int i) {
        int start = start(i);
        return new String(utf8, start, ends[i] - start, StandardCharsets.UTF_8);
    }

    /// All strings as an unmodifiable list that decodes on each access.
    public List<String> asList() {
        return new StringList();
    }

    int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    int end(int i) {
        return ends[i];
    }

    byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GgufStrings that
                && Arrays.equals(ends, that.ends)
                && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ends) + Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return size() + " × STRING";
    }

    private final class StringList extends AbstractList<String> implements RandomAccess {
        @Override
        public String get(int i) {
            return GgufStrings.this.get(i);
        }

        @Override
        public int size() {
            return ends.length;
        }
    }
}
