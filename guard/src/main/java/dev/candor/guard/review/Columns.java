package dev.candor.guard.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How values stand in columns, the same in both databases.
final class Columns {
    /// Of an [Answered], in both tables that hold one.
    static final String ANSWERED =
            "response, at_millis, question, answer, risk, verdict, topics, alpha, model_sha256,"
                    + " asker";

    static final String ANSWERED_VALUES =
            ":response, :at, :question, :answer, :risk, :verdict, :topics, :alpha, :model, :asker";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int REPLACEMENT = 0xFFFD;

    private Columns() {}

    /// Text that both databases give back as they got it: PostgreSQL refuses NUL, and an unpaired
    /// surrogate has no UTF-8.
    static String text(String text) {
        return text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    static Instant at(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    /// Such as `2026-W47`.
    static String week(Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                utc.get(IsoFields.WEEK_BASED_YEAR),
                utc.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    static <S extends SqlStatement<S>> S bind(S statement, Answered answered) {
        return statement
                .bind("response", text(answered.response()))
                .bind("at", answered.at().toEpochMilli())
                .bind("question", text(answered.question()))
                .bind("answer", text(answered.answer()))
                .bind("risk", answered.risk())
                .bind("verdict", text(answered.verdict()))
                .bind("topics", topics(answered.topics()))
                .bind("alpha", answered.alpha())
                .bind("model", text(answered.modelSha256()))
                .bind("asker", textOrNull(answered.asker()));
    }

    static Answered answered(ResultSet row) throws SQLException {
        double risk = row.getDouble("risk");
        boolean noScore = row.wasNull();
        return new Answered(
                row.getString("response"),
                at(row, "at_millis"),
                row.getString("question"),
                row.getString("answer"),
                noScore ? null : risk,
                row.getString("verdict"),
                topics(row.getString("topics")),
                row.getDouble("alpha"),
                row.getString("model_sha256"),
                row.getString("asker"));
    }

    private static String topics(List<String> topics) {
        return JSON.writeValueAsString(topics.stream().map(Columns::text).toList());
    }

    static List<String> topics(String json) {
        return Stream.of(JSON.readValue(json, String[].class)).toList();
    }
}
