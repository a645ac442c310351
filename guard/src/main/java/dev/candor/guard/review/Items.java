package dev.candor.guard.review;

import dev.candor.lab.corpus.QuestionText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table of items.
final class Items {
    private Items() {}

    /// Adds a pending item; false if the response is in the queue for this reason.
    static boolean add(Handle db, String id, Submission submission) {
        Answered answered = submission.answered();
        // The condition leaves SQLite's trigger against replacing alone; the conflict is for two
        // at once, which only PostgreSQL has.
        String sql =
                """
                insert into item (id, reason, rule, week, question_key, state, %s)
                select :id, :reason, :rule, :week, :key, 'pending', %s
                where not exists
                    (select 1 from item where response = :response and reason = :reason)
                on conflict (response, reason) do nothing
                """
                        .formatted(Columns.ANSWERED, Columns.ANSWERED_VALUES);
        return Columns.bind(db.createUpdate(sql), answered)
                        .bind("id", id)
                        .bind("reason", submission.reason().label())
                        .bind("rule", Columns.textOrNull(submission.rule()))
                        .bind("week", Columns.week(answered.at()))
                        .bind("key", QuestionText.hash(Columns.text(answered.question())))
                        .execute()
                == 1;
    }

    /// Decides an item that is pending; false if it is not. Of two at once one gets true.
    static boolean decide(Handle db, String id, Decision decision, Instant at) {
        String sql =
                """
                update item set state = :state, reviewer = :reviewer, corrected = :corrected,
                    note = :note, decided_at_millis = :at, decision_key = :key
                where id = :id and state = 'pending'
                """;
        return db.createUpdate(sql)
                        .bind("id", Columns.text(id))
                        .bind("state", decision.kind().state().label())
                        .bind("reviewer", Columns.text(decision.reviewer()))
                        .bind("corrected", Columns.textOrNull(decision.answer()))
                        .bind("note", Columns.textOrNull(decision.note()))
                        .bind("at", at.toEpochMilli())
                        .bind("key", Columns.textOrNull(decision.key()))
                        .execute()
                == 1;
    }

    /// Whether this very decision stands, to the word of its note.
    static boolean isDecidedBy(Handle db, String id, Decision decision) {
        String key = decision.key();
        if (key == null) {
            return false;
        }
        String sql =
                """
                select count(*) from item where id = :id and state = :state
                    and reviewer = :reviewer and decision_key = :key
                    and coalesce(corrected, '') = :corrected and coalesce(note, '') = :note
                """;
        return db.createQuery(sql)
                        .bind("id", Columns.text(id))
                        .bind("state", decision.kind().state().label())
                        .bind("reviewer", Columns.text(decision.reviewer()))
                        .bind("corrected", orEmpty(decision.answer()))
                        .bind("note", orEmpty(decision.note()))
                        .bind("key", Columns.text(key))
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : Columns.text(text);
    }

    static @Nullable Item find(Handle db, String id) {
        return db.createQuery("select * from item where id = :id")
                .bind("id", Columns.text(id))
                .map((row, context) -> item(row))
                .findOne()
                .orElse(null);
    }

    /// Oldest first, at most one a reason.
    static List<Item> ofResponse(Handle db, String response) {
        return db.createQuery("select * from item where response = :response order by seq")
                .bind("response", Columns.text(response))
                .map((row, context) -> item(row))
                .list();
    }

    /// @param after id, null to begin with the oldest
    /// @throws IllegalArgumentException if there is no item of that id
    static List<Item> page(Handle db, State state, int limit, @Nullable String after) {
        return db.createQuery(
                        "select * from item where state = :state and seq > :after"
                                + " order by seq limit :limit")
                .bind("state", state.label())
                .bind("after", after == null ? 0L : place(db, after))
                .bind("limit", limit)
                .map((row, context) -> item(row))
                .list();
    }

    static int pending(Handle db) {
        return db.createQuery("select count(*) from item where state = 'pending'")
                .mapTo(int.class)
                .one();
    }

    private static long place(Handle db, String id) {
        return db.createQuery("select seq from item where id = :id")
                .bind("id", Columns.text(id))
                .mapTo(long.class)
                .findOne()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no item '" + id + "', expected the id of one to go on after"));
    }

    static Item item(ResultSet row) throws SQLException {
        State state = State.of(row.getString("state"));
        return new Item(
                row.getString("id"),
                Reason.of(row.getString("reason")),
                row.getString("rule"),
                Columns.answered(row),
                state,
                row.getString("reviewer"),
                row.getString("corrected"),
                row.getString("note"),
                state == State.PENDING ? null : Columns.at(row, "decided_at_millis"));
    }
}
