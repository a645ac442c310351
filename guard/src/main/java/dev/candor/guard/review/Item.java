package dev.candor.guard.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An answer in the queue.
///
/// @param id unguessable, safe in a URL
/// @param rule of the policy, null if none sent it
/// @param answered a copy: what else is known of the response may be forgotten
/// @param reviewer null while pending
/// @param corrected the reviewer's answer, null unless corrected
/// @param note of the reviewer
/// @param decidedAt null while pending
public record Item(
        String id,
        Reason reason,
        @Nullable String rule,
        Answered answered,
        State state,
        @Nullable String reviewer,
        @Nullable String corrected,
        @Nullable String note,
        @Nullable Instant decidedAt) {
    /// The answer that a person stands behind; null while there is none.
    public @Nullable String accepted() {
        return switch (state) {
            case APPROVED -> answered.answer();
            case CORRECTED -> corrected;
            case PENDING, REJECTED -> null;
        };
    }
}
