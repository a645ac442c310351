package dev.candor.guard.review;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table of benchmark runs.
final class Benchmarks {
    private Benchmarks() {}

    static void add(Handle db, BenchmarkPoint point) {
        db.createUpdate(
                        "insert into benchmark"
                                + " (at_millis, model_sha256, name, questions_sha256, correct, total)"
                                + " values (:at, :model, :name, :questions, :correct, :total)")
                .bind("at", point.at().toEpochMilli())
                .bind("model", Columns.text(point.modelSha256()))
                .bind("name", Columns.text(point.name()))
                .bind("questions", Columns.text(point.questionsSha256()))
                .bind("correct", point.correct())
                .bind("total", point.of())
                .execute();
    }

    /// Oldest first.
    static List<BenchmarkPoint> all(Handle db) {
        return db.createQuery("select * from benchmark order by at_millis, seq")
                .map((row, context) ->
                        new BenchmarkPoint(
                                Columns.at(row, "at_millis"),
                                row.getString("model_sha256"),
                                row.getString("name"),
                                row.getString("questions_sha256"),
                                row.getInt("correct"),
                                row.getInt("total")))
                .list();
    }
}
