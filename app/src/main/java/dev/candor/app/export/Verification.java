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
/// @param difference of the export from the model with gains
/// @param effect of the gains: of the model with them from the model without
/// @param noise of storing the same weights another way: of the model with an adapter of strength 0
///   from the model; 0 for an edited model
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
        LogitDifference noise,
        int agreed,
        List<Apart> apart,
        List<String> problems) {
    /// A position with two likeliest tokens.
    ///
    /// @param prompt number, from 0
    /// @param position in the reply, from 0
    /// @param margin between the two tokens in the model with gains, in logits
    /// @param most largest difference of a logit there: twice that turns a margin around
    public record Apart(int prompt, int position, double margin, double most) {
        /// Whether the difference can have turned it around.
        public boolean isNearTie() {
            return margin <= 2 * most;
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
