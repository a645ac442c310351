package dev.candor.engine.format;

/// Storage types of tensors that Candor can read, with the layout of one block.
///
/// Q8_0: 32 values in 34 bytes, an f16 scale `d` and 32 int8 `q`; value = d·q. Q4_0: 32 values in
/// 18 bytes, an f16 scale `d` and 16 bytes; byte i holds value i in its low and value i + 16 in its
/// high nibble; value = d·(nibble − 8).
public enum TensorType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q8_0(8, 32, 34),
    BF16(30, 1, 2);

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
