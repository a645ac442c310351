package dev.candor.guard.review;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The audit log. Triggers in the database keep it from being changed.
final class AuditLog {
    private AuditLog() {}

    static void add(
            Handle db,
            String item,
            Instant at,
            String who,
            Event event,
            @Nullable String answer,
            @Nullable String note) {
        db.createUpdate(
                        "insert into audit (item, at_millis, who, event, answer, note)"
                                + " values (:item, :at, :who, :event, :answer, :note)")
                .bind("item", item)
                .bind("at", at.toEpochMilli())
                .bind("who", Columns.text(who))
                .bind("event", event.label())
                .bind("answer", Columns.textOrNull(answer))
                .bind("note", Columns.textOrNull(note))
                .execute();
    }

    /// What was said when an item was submitted, again and again.
    ///
    /// @param characters of all notes, as Unicode counts them
    record Size(int submissions, long characters) {
        static final Size NONE = new Size(0, 0);
    }

    static Size size(Handle db, String item) {
        return db.createQuery(
                        "select count(*) as lines, coalesce(sum(length(note)), 0) as characters"
                                + " from audit where item = :item"
                                + " and event in ('submitted', 'submitted-again')")
                .bind("item", item)
                .map((row, context) -> new Size(row.getInt("lines"), row.getLong("characters")))
                .one();
    }

    /// Oldest first.
    static List<AuditLine> of(Handle db, String item) {
        return db.createQuery("select * from audit where item = :item order by seq")
                .bind("item", Columns.text(item))
                .map((row, context) ->
                        new AuditLine(
                                row.getString("item"),
                                Columns.at(row, "at_millis"),
                                row.getString("who"),
                                Event.of(row.getString("event")),
                                row.getString("answer"),
                                row.getString("note")))
                .list();
    }
}
