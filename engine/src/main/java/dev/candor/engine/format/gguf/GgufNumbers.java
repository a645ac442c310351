package dev.candor.engine.format.gguf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// An array of numbers or booleans, packed as in the file: little-endian, `elementType.bytes()`
/// bytes each. Immutable.
public final class GgufNumbers implements GgufValue.Array {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private final GgufType elementType;
    private final byte[] packed;

    /// @param packed taken over, not copied
    GgufNumbers(GgufType elementType, byte[] packed) {
        this.elementType = elementType;
        this.packed = packed;
    }

    public static GgufNumbers ofInt32(int... values) {
        byte[] packed = new byte[Math.multiplyExact(values.length, 4)];
        for (int i = 0; i < values.length; i++) {
            INT.set(packed, 4 * i, values[i]);
        }
        return new GgufNumbers(GgufType.INT32, packed);
    }

    public static GgufNumbers ofFloat32(float... values) {
        byte[] packed = new byte[Math.multiplyExact(values.length, 4)];
        for (int i = 0; i < values.length; i++) {
            INT.set(packed, 4 * i, Float.floatToRawIntBits(values[i]));
        }
        return new GgufNumbers(GgufType.FLOAT32, packed);
    }

    /// Numbers of any type, packed as in the file (little-endian); booleans are bytes 0 and 1.
    ///
    /// @throws IllegalArgumentException if the type is STRING or ARRAY, or `packed` is no whole
    ///   number of elements
    public static GgufNumbers ofPacked(GgufType elementType, byte[] packed) {
        if (elementType.bytes() == 0 || packed.length % elementType.bytes() != 0) {
            throw new IllegalArgumentException(
                    packed.length + " bytes are no packed array of " + elementType);
        }
        return new GgufNumbers(elementType, packed.clone());
    }

    @Override
    public GgufType elementType() {
        return elementType;
    }

    @Override
    public int size() {
        return packed.length / elementType.bytes();
    }

    /// Element `i` of an integer or BOOL array; UINT64 above 2⁶³ − 1 come out negative.
    public long integer(int i) {
        return switch (elementType) {
            case UINT8, BOOL -> packed[i] & 0xFF;
            case INT8 -> packed[i];
            case UINT16 -> (short) SHORT.get(packed, 2 * i) & 0xFFFF;
            case INT16 -> (short) SHORT.get(packed, 2 * i);
            case UINT32 -> (int) INT.get(packed, 4 * i) & 0xFFFF_FFFFL;
            case INT32 -> (int) INT.get(packed, 4 * i);
            case UINT64, INT64 -> (long) LONG.get(packed, 8 * i);
            case FLOAT32, FLOAT64, STRING, ARRAY ->
                    throw new IllegalStateException(elementType + " elements are no integers");
        };
    }

    /// Element `i` of a FLOAT32 or FLOAT64 array.
    public double real(int i) {
        return switch (elementType) {
            case FLOAT32 -> Float.intBitsToFloat((int) INT.get(packed, 4 * i));
            case FLOAT64 -> Double.longBitsToDouble((long) LONG.get(packed, 8 * i));
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64, BOOL, STRING, ARRAY ->
                    throw new IllegalStateException(elementType + " elements are no floats");
        };
    }

    byte[] packed() {
        return packed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GgufNumbers that
                && elementType == that.elementType
                && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return 31 * elementType.hashCode() + Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return size() + " × " + elementType;
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }
}
