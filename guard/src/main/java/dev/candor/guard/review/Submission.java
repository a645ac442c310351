package dev.candor.guard.review;

import org.jspecify.annotations.Nullable;

/// An answer on its way into the queue.
///
/// @param rule of the policy, null if none sent it
/// @param by who or what submits it, for the audit log
/// @param note for the audit log, such as the text of a complaint
public record Submission(
        Reason reason,
        Answered answered,
        @Nullable String rule,
        String by,
        @Nullable String note) {}
