package dev.candor.lab.dial;

/// The cost that a dial may have.
///
/// @param lost most percentage points of what the model knows
/// @param perplexity most percent by which perplexity grows
public record Bounds(double lost, double perplexity) {
    /// Sums of exact shares are off by their last bits.
    private static final double ROUNDING = 1e-9;

    /// Whether a cost lies within; what was not measured does.
    public boolean allow(Cost cost) {
        return !(cost.lost() > lost + ROUNDING) && !(cost.perplexity() > perplexity + ROUNDING);
    }
}
