package dev.candor.lab.probe;

import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// AUROC over pairs of answers to the same kind of question: what a score knows beyond which kinds
/// of question go wrong. Kinds with answers of one verdict only do not count; intervals are over
/// the resamples in which some kind has both.
public final class WithinKind {
    private static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

    private final boolean[] wrong;
    private final List<int[]> kinds = new ArrayList<>();
    private final Resamples resamples;

    /// @param kinds shape [n]
    /// @param resamples of the same n answers, wrong = positive
    public WithinKind(String[] kinds, Resamples resamples) {
        this.resamples = resamples;
        wrong = resamples.positive();
        for (int[] rows : byKind(kinds)) {
            int bad = bad(rows);
            if (0 < bad && bad < rows.length) {
                this.kinds.add(rows);
            }
        }
    }

    private static Collection<int[]> byKind(String[] kinds) {
        Map<String, List<Integer>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            byKind.computeIfAbsent(kinds[i], kind -> new ArrayList<>()).add(i);
        }
        return byKind.values().stream()
                .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private int bad(int[] rows) {
        return (int) Arrays.stream(rows).filter(row -> wrong[row]).count();
    }

    /// Evaluates a score within kinds. There is no threshold, so no accuracy and no recall: they
    /// are NaN, and so is all else where no kind counts.
    ///
    /// @param scores shape [n], higher means wrong
    public Evaluation evaluate(String name, double[] scores) {
        Ordered ordered = new Ordered(scores);
        int wrongs = kinds.stream().mapToInt(this::bad).sum();
        return new Evaluation(
                name,
                wrongs,
                kinds.stream().mapToInt(rows -> rows.length).sum() - wrongs,
                ordered.auroc(),
                interval(ordered::auroc),
                Double.NaN,
                UNDEFINED,
                Double.NaN,
                UNDEFINED);
    }

    /// Another score beside the probe within kinds; null where no kind counts.
    ///
    /// @param probe shape [n]
    /// @param others one score, or several random sets: at least one, each shape [n]
    public @Nullable KindLead compare(double[] probe, List<double[]> others) {
        if (kinds.isEmpty()) {
            return null;
        }
        Ordered own = new Ordered(probe);
        List<Ordered> rest = others.stream().map(Ordered::new).toList();
        double auroc = rest.stream().mapToDouble(Ordered::auroc).average().orElseThrow();
        int sign = auroc >= 0.5 ? 1 : -1; // the mirror image has 1 − AUROC
        int offset = auroc >= 0.5 ? 0 : 1;
        Random which = new Random(resamples.seed());
        Interval interval =
                interval(drawn -> {
                    double other = rest.get(which.nextInt(rest.size())).auroc(drawn);
                    return own.auroc(drawn) - (offset + sign * other);
                });
        return new KindLead(auroc, new Lead(own.auroc() - (offset + sign * auroc), interval));
    }

    private Interval interval(ToDoubleFunction<short[]> statistic) {
        return kinds.isEmpty() || !resamples.classesVary()
                ? UNDEFINED
                : resamples.interval(statistic);
    }

    /// The rows of each kind, lowest score first.
    private final class Ordered {
        private final double[] scores;
        private final List<int[]> ordered;

        Ordered(double[] scores) {
            this.scores = scores;
            ordered =
                    kinds.stream()
                            .map(rows ->
                                    Arrays.stream(rows)
                                            .boxed()
                                            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
                                            .mapToInt(Integer::intValue)
                                            .toArray())
                            .toList();
        }

        double auroc() {
            short[] once = new short[scores.length];
            Arrays.fill(once, (short) 1);
            return auroc(once);
        }

        /// Share of all drawn pairs within kinds in which the wrong answer scores higher, ties one
        /// half; NaN if there are none.
        double auroc(short[] drawn) {
            double higher = 0;
            double pairs = 0;
            for (int[] rows : ordered) {
                long below = 0; // correct ones
                long all = 0; // wrong ones
                for (int from = 0; from < rows.length; ) {
                    long bad = 0;
                    long good = 0;
                    int to = from;
                    for (; to < rows.length && scores[rows[to]] == scores[rows[from]]; to++) {
                        if (wrong[rows[to]]) {
                            bad += drawn[rows[to]];
                        } else {
                            good += drawn[rows[to]];
                        }
                    }
                    higher += bad * (below + 0.5 * good);
                    below += good;
                    all += bad;
                    from = to;
                }
                pairs += (double) below * all;
            }
            return pairs == 0 ? Double.NaN : higher / pairs;
        }
    }
}
