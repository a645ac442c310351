package dev.candor.lab.export;

/// How far stored numbers follow a factor.
///
/// @param worst greatest relative error; infinite where a number left its type's range
/// @param least smallest factor that took effect ÷ the factor asked for; 1 where that is 0
/// @param greatest largest such ratio
public record Accuracy(double worst, double least, double greatest) {
    /// Nothing was rounded.
    public static final Accuracy EXACT = new Accuracy(0, 1, 1);

    /// Of both.
    public Accuracy and(Accuracy other) {
        return new Accuracy(
                Math.max(worst, other.worst),
                Math.min(least, other.least),
                Math.max(greatest, other.greatest));
    }

    /// Of one number that should have become `wanted`.
    static Accuracy of(double wanted, double found) {
        if (found == wanted) {
            return EXACT;
        }
        if (!Double.isFinite(found) || wanted == 0) {
            return new Accuracy(Double.POSITIVE_INFINITY, 1, Double.POSITIVE_INFINITY);
        }
        double ratio = found / wanted;
        return new Accuracy(Math.abs(ratio - 1), Math.min(1, ratio), Math.max(1, ratio));
    }

    /// Of numbers together: their error is that of the vector, their factor the least-squares one.
    ///
    /// @param squares Σ wanted²
    /// @param products Σ wanted · found
    /// @param errors Σ (found − wanted)²
    static Accuracy ofVector(double squares, double products, double errors) {
        if (errors == 0) {
            return EXACT;
        }
        if (squares == 0 || !Double.isFinite(errors)) {
            return new Accuracy(Double.POSITIVE_INFINITY, 1, Double.POSITIVE_INFINITY);
        }
        double ratio = products / squares;
        return new Accuracy(Math.sqrt(errors / squares), Math.min(1, ratio), Math.max(1, ratio));
    }
}
