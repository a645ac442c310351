package dev.candor.lab.origin;

import dev.candor.lab.probe.Roc;
import dev.candor.lab.statistics.ClusterBootstrap;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// What a score's AUROC on one model differs from that on another, on questions that both were
/// asked: what one question is about is drawn with both models' answers to it.
public final class Transfer {
    private static final int RESAMPLES = 1_000;

    private Transfer() {}

    /// One model's answers.
    ///
    /// @param scores of each answer
    /// @param wrong whether it was judged wrong
    /// @param clusters of each answer, numbered alike for both models
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    public record Scored(double[] scores, boolean[] wrong, int[] clusters) {}

    private record Row(boolean after, double score, boolean wrong) {}

    /// AUROC on `after` − AUROC on `before`.
    public static Estimate difference(Scored after, Scored before, long seed) {
        TreeMap<Integer, List<Row>> clusters = new TreeMap<>();
        add(clusters, after, true);
        add(clusters, before, false);
        List<Row> all = clusters.values().stream().flatMap(Collection::stream).toList();
        Interval interval =
                clusters.size() < 2
                        ? new Interval(Double.NaN, Double.NaN)
                        : new ClusterBootstrap(RESAMPLES, seed)
                                .interval(List.copyOf(clusters.values()), Transfer::difference);
        return new Estimate(difference(all), interval);
    }

    private static void add(TreeMap<Integer, List<Row>> clusters, Scored answers, boolean after) {
        for (int i = 0; i < answers.scores.length; i++) {
            clusters.computeIfAbsent(answers.clusters[i], cluster -> new ArrayList<>())
                    .add(new Row(after, answers.scores[i], answers.wrong[i]));
        }
    }

    private static double difference(List<Row> rows) {
        return auroc(rows, true) - auroc(rows, false);
    }

    /// NaN without answers of both kinds.
    private static double auroc(List<Row> rows, boolean after) {
        List<Row> own = rows.stream().filter(row -> row.after == after).toList();
        double[] scores = own.stream().mapToDouble(Row::score).toArray();
        boolean[] wrong = new boolean[scores.length];
        int count = 0;
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = own.get(i).wrong;
            count += wrong[i] ? 1 : 0;
        }
        return count == 0 || count == wrong.length ? Double.NaN : Roc.of(scores, wrong).auroc();
    }
}
