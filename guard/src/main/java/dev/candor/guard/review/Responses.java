package dev.candor.guard.review;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Answers that were given, so that somebody can complain about one later.
final class Responses {
    private Responses() {}

    /// Does nothing if the response is known.
    static void add(Handle db, Answered answered) {
        Columns.bind(
                        db.createUpdate(
                                "insert into answered (%s) values (%s) on conflict do nothing"
                                        .formatted(Columns.ANSWERED, Columns.ANSWERED_VALUES)),
                        answered)
                .execute();
    }

    static @Nullable Answered find(Handle db, String response) {
        return db.createQuery("select * from answered where response = :response")
                .bind("response", Columns.text(response))
                .map((row, context) -> Columns.answered(row))
                .findOne()
                .orElse(null);
    }

    static int forgetBefore(Handle db, Instant before) {
        return db.createUpdate("delete from answered where at_millis < :before")
                .bind("before", before.toEpochMilli())
                .execute();
    }
}
