package dev.candor.engine.format.safetensors;

import dev.candor.engine.format.TensorType;
import java.util.Optional;

/// Every data type of the format, by its name in files, so that a file can be checked and described
/// even if Candor cannot run it. [#supported()] says which ones it can.
///
/// Source: `safetensors/src/tensor.rs` of huggingface/safetensors.
public enum SafetensorsType {
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    C64(64),
    F64(64),
    I64(64),
    U64(64);

    private final int bits;

    SafetensorsType(int bits) {
        this.bits = bits;
    }

    /// Bits of one value.
    public int bits() {
        return bits;
    }

    /// The type as Candor's kernels know it; empty if they do not.
    public Optional<TensorType> supported() {
        return switch (this) {
            case F32 -> Optional.of(TensorType.F32);
            case F16 -> Optional.of(TensorType.F16);
            case BF16 -> Optional.of(TensorType.BF16);
            case BOOL,
                    F4,
                    F6_E2M3,
                    F6_E3M2,
                    U8,
                    I8,
                    F8_E5M2,
                    F8_E4M3,
                    F8_E8M0,
                    F8_E4M3FNUZ,
                    F8_E5M2FNUZ,
                    I16,
                    U16,
                    I32,
                    U32,
                    C64,
                    F64,
                    I64,
                    U64 ->
                    Optional.empty();
        };
    }

    /// @throws IllegalArgumentException if the format has no such type
    static SafetensorsType of(TensorType type) {
        return switch (type) {
            case F32 -> F32;
            case F16 -> F16;
            case BF16 -> BF16;
            case Q4_0,
                    Q4_1,
                    Q5_0,
                    Q5_1,
                    Q8_0,
                    Q2_K,
                    Q3_K,
                    Q4_K,
                    Q5_K,
                    Q6_K,
                    IQ2_XXS,
                    IQ4_NL,
                    IQ4_XS ->
                    throw new IllegalArgumentException(
                            "safetensors has no type " + type + ", expected F32, F16 or BF16");
        };
    }
}
