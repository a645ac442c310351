package dev.candor.engine.format.gguf;

import java.util.List;

/// One metadata value. Scalars are records of the Java type that holds every value of the file's
/// type; arrays are packed: [GgufNumbers], [GgufStrings], or [ArrayOfArrays].
public sealed interface GgufValue {
    /// The type as the file declares it.
    GgufType type();

    /// An integer of any width.
    sealed interface Whole extends GgufValue {}

    /// A float of either width.
    sealed interface Real extends GgufValue {}

    /// An array; `elementType` is what the file declares for its elements.
    sealed interface Array extends GgufValue permits GgufNumbers, GgufStrings, ArrayOfArrays {
        GgufType elementType();

        int size();

        @Override
        default GgufType type() {
            return GgufType.ARRAY;
        }
    }

    /// An unsigned byte, 0 to 255.
    record Uint8(int value) implements Whole {
        public Uint8 {
            check(value >= 0 && value <= 0xFF, value, "UINT8");
        }

        @Override
        public GgufType type() {
            return GgufType.UINT8;
        }
    }

    record Int8(byte value) implements Whole {
        @Override
        public GgufType type() {
            return GgufType.INT8;
        }
    }

    /// Two unsigned bytes, 0 to 65535.
    record Uint16(int value) implements Whole {
        public Uint16 {
            check(value >= 0 && value <= 0xFFFF, value, "UINT16");
        }

        @Override
        public GgufType type() {
            return GgufType.UINT16;
        }
    }

    record Int16(short value) implements Whole {
        @Override
        public GgufType type() {
            return GgufType.INT16;
        }
    }

    /// Four unsigned bytes, 0 to 2³² − 1.
    record Uint32(long value) implements Whole {
        public Uint32 {
            check(value >= 0 && value <= 0xFFFF_FFFFL, value, "UINT32");
        }

        @Override
        public GgufType type() {
            return GgufType.UINT32;
        }
    }

    record Int32(int value) implements Whole {
        @Override
        public GgufType type() {
            return GgufType.INT32;
        }
    }

    /// Eight unsigned bytes as the 64 bits of `value`: negative stands for 2⁶³ and above, see
    /// [Long#toUnsignedString]
    record Uint64(long value) implements Whole {
        @Override
        public GgufType type() {
            return GgufType.UINT64;
        }
    }

    record Int64(long value) implements Whole {
        @Override
        public GgufType type() {
            return GgufType.INT64;
        }
    }

    record Float32(float value) implements Real {
        @Override
        public GgufType type() {
            return GgufType.FLOAT32;
        }
    }

    record Float64(double value) implements Real {
        @Override
        public GgufType type() {
            return GgufType.FLOAT64;
        }
    }

    record Bool(boolean value) implements GgufValue {
        @Override
        public GgufType type() {
            return GgufType.BOOL;
        }
    }

    record Text(String value) implements GgufValue {
        @Override
        public GgufType type() {
            return GgufType.STRING;
        }
    }

    /// Arrays inside an array; each may have its own element type.
    record ArrayOfArrays(List<Array> arrays) implements Array {
        public ArrayOfArrays {
            arrays = List.copyOf(arrays);
        }

        @Override
        public GgufType elementType() {
            return GgufType.ARRAY;
        }

        @Override
        public int size() {
            return arrays.size();
        }
    }

    private static void check(boolean inRange, long value, String type) {
        if (!inRange) {
            throw new IllegalArgumentException(value + " does not fit " + type);
        }
    }
}
