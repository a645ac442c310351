package dev.candor.guard.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the audit log, which only grows.
///
/// @param item id
/// @param answer the right one, of a correction
public record AuditLine(
        String item,
        Instant at,
        String who,
        Event event,
        @Nullable String answer,
        @Nullable String note) {}
