package dev.candor.lab.export;

import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;

/// Multiplies one row of a matrix with a factor, in the type in which it is stored. In types of
/// blocks the scales of the row's blocks change alone, so nothing is quantised again: every value
/// of a block is a sum of products with one of them.
///
/// Source: block layouts of [TensorType].
final class RowScaling {
    private static final int[] NONE = {};
    private static final int[] FIRST = {0};
    private static final int[] FIRST_TWO = {0, 2};
    private static final int[] Q2_K = {80, 82};
    private static final int[] Q3_K = {108};
    private static final int[] Q6_K = {208};

    private RowScaling() {}

    /// Where in a block its f16 scales are: `d`, and `m` or `dmin`.
    private static int[] scales(TensorType type) {
        return switch (type) {
            case F32, F16, BF16 -> NONE;
            case Q4_0, Q5_0, Q8_0, IQ2_XXS, IQ4_NL, IQ4_XS -> FIRST;
            case Q4_1, Q5_1, Q4_K, Q5_K -> FIRST_TWO;
            case Q2_K -> Q2_K;
            case Q3_K -> Q3_K;
            case Q6_K -> Q6_K;
        };
    }

    /// Scales a row in place.
    ///
    /// @param row its bytes, of whole blocks
    /// @return of the worst block, or of the row as a vector where there are no blocks
    static Accuracy scale(TensorType type, MemorySegment row, double alpha) {
        return PlainValues.have(type) ? plain(type, row, alpha) : blocks(type, row, alpha);
    }

    private static Accuracy blocks(TensorType type, MemorySegment row, double alpha) {
        Accuracy accuracy = Accuracy.EXACT;
        int[] scales = scales(type);
        for (long block = 0; block < row.byteSize(); block += type.blockBytes()) {
            for (int scale : scales) {
                double wanted = alpha * Half.get(row, block + scale);
                accuracy = accuracy.and(Accuracy.of(wanted, Half.set(row, block + scale, wanted)));
            }
        }
        return accuracy;
    }

    private static Accuracy plain(TensorType type, MemorySegment row, double alpha) {
        double squares = 0;
        double products = 0;
        double errors = 0;
        long values = row.byteSize() / type.blockBytes();
        for (long i = 0; i < values; i++) {
            double wanted = alpha * PlainValues.get(type, row, i);
            double found = Half.setPlain(type, row, i, wanted);
            squares += wanted * wanted;
            products += wanted * found;
            errors += (found - wanted) * (found - wanted);
        }
        return Accuracy.ofVector(squares, products, errors);
    }
}
