package dev.candor.app.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `candor verify` found of an export.
///
/// @param what it is: `edited model` or `adapter`
/// @param strength the adapter was added with; null for an edited model
/// @param changes tensors and rows that differ from the model's
/// @param prompts that both were asked
/// @param positions whose logits were compared
/// @param difference of the export from the model with gains; of an adapter, from the model with
///   its adapted tensors in F32, with gains
/// @param effect of the gains: of the model with them from the model without
/// @param rounding of the model with every gain off by a thousandth, from it with the gains: large
///   where token rows are rounded to eight bits, since any change makes some of them round another
///   way
/// @param stored of an adapter's tensors in F32 from the model as it is stored, both with gains;
///   null for an edited model
/// @param agreed positions at which both have the same likeliest token
/// @param apart those at which they have not
/// @param problems why the export is not what it should be; empty if it is
public record Verification(
        String what,
        @Nullable Double strength,
        RowChanges changes,
        int prompts,
        int positions,
        LogitDifference difference,
        LogitDifference effect,
        LogitDifference rounding,
        @Nullable LogitDifference stored,
        int agreed,
        List<Apart> apart,
        List<String> problems) {
    /// Of the gains' own effect: how far an export may be from them. Rounding a scale to f16 moves
    /// a neuron by at most 1%, beyond which exports are refused; that on α = 3 is 1.5% of what the
    /// gains do, on α = 1.25 it is 5%.
    static final double OF_EFFECT = 0.05;

    /// Logits that two ways to add the same products may be apart.
    static final double SUMS = 1e-4;

    /// A position with two likeliest tokens.
    ///
    /// @param prompt number, from 0
    /// @param position in the reply, from 0
    /// @param margin between the two tokens in the model with gains, in logits
    /// @param most largest difference of a logit there
    /// @param allowed how large it may be: 5% of the gains' largest effect there, twice what
    ///   nudging them does, and what sums round
    public record Apart(int prompt, int position, double margin, double most, double allowed) {
        /// Whether a difference that is allowed turns it around: by as much on either token.
        public boolean isNearTie() {
            return margin <= 2 * allowed;
        }
    }

    public Verification {
        apart = List.copyOf(apart);
        problems = List.copyOf(problems);
    }

    /// Whether the export does what the gains do.
    public boolean holds() {
        return problems.isEmpty();
    }
}
