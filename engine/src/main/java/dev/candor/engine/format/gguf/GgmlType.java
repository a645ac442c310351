package dev.candor.engine.format.gguf;

import dev.candor.engine.format.TensorType;
import org.jspecify.annotations.Nullable;

/// Every tensor type of the public ggml table, so that a file can be described, checked and copied
/// even if Candor cannot run it. [#supported()] says which ones it can.
///
/// Source: `ggml.h` and `gguf-py/gguf/constants.py` of ggml-org/llama.cpp (ids and block sizes).
public enum GgmlType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q8_1(9, 32, 36),
    Q2_K(10, 256, 84),
    Q3_K(11, 256, 110),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    Q8_K(15, 256, 292),
    IQ2_XXS(16, 256, 66),
    IQ2_XS(17, 256, 74),
    IQ3_XXS(18, 256, 98),
    IQ1_S(19, 256, 50),
    IQ4_NL(20, 32, 18),
    IQ3_S(21, 256, 110),
    IQ2_S(22, 256, 82),
    IQ4_XS(23, 256, 136),
    I8(24, 1, 1),
    I16(25, 1, 2),
    I32(26, 1, 4),
    I64(27, 1, 8),
    F64(28, 1, 8),
    IQ1_M(29, 256, 56),
    BF16(30, 1, 2),
    Q4_0_4_4(31, 32, 18),
    Q4_0_4_8(32, 32, 18),
    Q4_0_8_8(33, 32, 18),
    TQ1_0(34, 256, 54),
    TQ2_0(35, 256, 66),
    IQ4_NL_4_4(36, 32, 18),
    IQ4_NL_4_8(37, 32, 18),
    IQ4_NL_8_8(38, 32, 18),
    MXFP4(39, 32, 17),
    NVFP4(40, 64, 36),
    Q1_0(41, 128, 18),
    Q2_0(42, 64, 18);

    private static final GgmlType[] TYPES = values();

    private final int id;
    private final int blockValues;
    private final int blockBytes;

    GgmlType(int id, int blockValues, int blockBytes) {
        this.id = id;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
    }

    /// The number that stands for this type in a GGUF file.
    public int id() {
        return id;
    }

    /// Values in one block.
    public int blockValues() {
        return blockValues;
    }

    /// Bytes of one block.
    public int blockBytes() {
        return blockBytes;
    }

    /// The type as Candor's kernels know it, or null if they do not.
    public @Nullable TensorType supported() {
        for (TensorType type : TensorType.values()) {
            if (type.ggmlId() == id) {
                return type;
            }
        }
        return null;
    }

    /// The type with this number, or null if the table has none.
    public static @Nullable GgmlType byId(long id) {
        for (GgmlType type : TYPES) {
            if (type.id == id) {
                return type;
            }
        }
        return null;
    }

    static GgmlType of(TensorType type) {
        for (GgmlType candidate : TYPES) {
            if (candidate.id == type.ggmlId()) {
                return candidate;
            }
        }
        throw new AssertionError(type);
    }
}
