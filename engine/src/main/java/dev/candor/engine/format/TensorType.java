package dev.candor.engine.format;

/// Storage types of tensors that Candor can read, with the layout of one block.
///
/// Bytes are little-endian, `d`, `m` and `dmin` are f16, bit 0 is the lowest. A *group* is a run of
/// 16 or 32 values of a block of 256 with a multiplier of its own. What is written as a product of
/// a scale and integers is exact in f32; a sum rounds once.
///
/// Source: `ggml-common.h` and `ggml-quants.c` of ggml-org/llama.cpp.
public enum TensorType {
    /// IEEE 754 binary32.
    F32(0, 1, 4),

    /// IEEE 754 binary16.
    F16(1, 1, 2),

    /// The upper half of a binary32.
    BF16(30, 1, 2),

    /// `d`, 16 bytes: byte i holds value i in its low and value i + 16 in its high nibble. Value =
    /// d·(nibble − 8).
    Q4_0(2, 32, 18),

    /// `d`, `m`, then nibbles as in Q4_0. Value = d·nibble + m.
    Q4_1(3, 32, 20),

    /// `d`, 32 bits, then nibbles as in Q4_0; bit i is the fifth bit of value i. Value = d·(q −
    /// 16).
    Q5_0(6, 32, 22),

    /// `d`, `m`, 32 bits, then nibbles, q as in Q5_0. Value = d·q + m.
    Q5_1(7, 32, 24),

    /// `d`, 32 int8. Value = d·q.
    Q8_0(8, 32, 34),

    /// 16 bytes, one for each group of 16 values: multiplier s in the low, offset o in the high
    /// nibble; 64 bytes of q; `d`, `dmin`. Value i of 128 is bits 2⌊i/32⌋ and the next of byte i
    /// mod 32, the second 128 lie in the second 32 bytes. Value = d·s·q − dmin·o.
    Q2_K(10, 256, 84),

    /// 32 bytes of high bits, 64 bytes as in Q2_K, 12 bytes of multipliers, `d`. Bit ⌊i/32⌋ of byte
    /// i mod 32 is the third bit of value i. Of the multiplier of group g, four bits lie in byte g
    /// mod 8 of the 12 (low nibble for g < 8, then high), two in byte 8 + g mod 4, from bit 2⌊g/4⌋.
    /// Value = d·(s − 32)·(q − 4), groups of 16.
    Q3_K(11, 256, 110),

    /// `d`, `dmin`, 12 bytes of 6-bit multipliers s and offsets o of eight groups of 32, 128 bytes
    /// of nibbles. Byte i of 32 holds value i in its low and value i + 32 in its high nibble, for
    /// each 64 values. Groups 0–3 have s in the low six bits of bytes 0–3 and o in those of bytes
    /// 4–7; groups 4–7 have the low four bits of s and o in the nibbles of bytes 8–11, and the
    /// upper two of s and o in the upper two of bytes 0–3 and 4–7. Value = d·s·q − dmin·o.
    Q4_K(12, 256, 144),

    /// Q4_K with 32 bytes before the nibbles: bit ⌊i/32⌋ of byte i mod 32 is the fifth bit of value
    /// i.
    Q5_K(13, 256, 176),

    /// 128 bytes of nibbles, 64 bytes of upper two bits, 16 int8 multipliers s of groups of 16,
    /// `d`. Of each 128 values, i < 64 is the low nibble of byte i of 64, i ≥ 64 the high one of
    /// byte i − 64; the upper bits as in Q2_K. Value = d·s·(q − 32).
    Q6_K(14, 256, 210),

    /// `d`, then for each group of 32 values four bytes, each an entry of a codebook of 256 × 8
    /// magnitudes, and 32 bits: four times 7 bits of signs (set is negative; the eighth makes their
    /// number even), then a 4-bit s. Value = d·(s + ½)/4·(±magnitude).
    IQ2_XXS(16, 256, 66),

    /// Q4_0 with a fixed table of 16 integers in place of nibble − 8.
    IQ4_NL(20, 32, 18),

    /// `d`, 16 bits, four bytes, then nibbles as in Q4_0, for each group of 32. The multiplier of
    /// group g is nibble g of the four bytes and, above it, bits 2g and 2g + 1 of the 16. Value =
    /// d·(s − 32)·table[nibble], the table of IQ4_NL.
    IQ4_XS(23, 256, 136);

    private final int ggmlId;
    private final int blockValues;
    private final int blockBytes;

    TensorType(int ggmlId, int blockValues, int blockBytes) {
        this.ggmlId = ggmlId;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
    }

    /// The number that stands for this type in a GGUF file.
    public int ggmlId() {
        return ggmlId;
    }

    /// Values in one block.
    public int blockValues() {
        return blockValues;
    }

    /// Bytes of one block.
    public int blockBytes() {
        return blockBytes;
    }

    /// Bytes of one row of `columns` values; `columns` must be a multiple of [#blockValues()].
    public long rowBytes(long columns) {
        if (columns % blockValues != 0) {
            throw new IllegalArgumentException(
                    columns + " columns are not a multiple of " + blockValues + " for " + this);
        }
        return Math.multiplyExact(columns / blockValues, (long) blockBytes);
    }
}
