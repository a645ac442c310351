package dev.candor.lab.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// AUROC over pairs of answers to the same kind of question: what a score knows beyond which kinds
/// of question go wrong.
public final class WithinKind {
    private WithinKind() {}

    /// One kind: rows of its wrong and of its correct answers, both occur.
    @SuppressWarnings("ArrayRecordComponent")
    private record Kind(int[] wrong, int[] correct) {}

    /// Evaluates a score within kinds; kinds with answers of one verdict only do not count. The
    /// interval comes from resampling rows within each kind and verdict. There is no threshold, so
    /// no accuracy and no recall: they are NaN, and so is all else where no kind counts.
    ///
    /// @param scores shape [n], higher means wrong
    /// @param wrong shape [n]
    /// @param kinds shape [n]
    public static Evaluation evaluate(
            String name, double[] scores, boolean[] wrong, String[] kinds, Bootstrap bootstrap) {
        Map<String, List<Integer>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            byKind.computeIfAbsent(kinds[i], kind -> new ArrayList<>()).add(i);
        }
        List<Kind> counted =
                byKind.values().stream()
                        .map(rows -> new Kind(rows(rows, wrong, true), rows(rows, wrong, false)))
                        .filter(kind -> kind.wrong.length > 0 && kind.correct.length > 0)
                        .toList();
        Interval undefined = new Interval(Double.NaN, Double.NaN);
        if (counted.isEmpty()) {
            return new Evaluation(
                    name,
                    0,
                    0,
                    Double.NaN,
                    undefined,
                    Double.NaN,
                    undefined,
                    Double.NaN,
                    undefined);
        }
        SplittableRandom random = new SplittableRandom(bootstrap.seed());
        double[] drawn =
                IntStream.range(0, bootstrap.resamples())
                        .mapToDouble(i ->
                                auroc(
                                        scores,
                                        counted.stream()
                                                .map(kind -> resample(kind, random))
                                                .toList()))
                        .toArray();
        return new Evaluation(
                name,
                counted.stream().mapToInt(kind -> kind.wrong.length).sum(),
                counted.stream().mapToInt(kind -> kind.correct.length).sum(),
                auroc(scores, counted),
                Bootstrap.middle95(drawn),
                Double.NaN,
                undefined,
                Double.NaN,
                undefined);
    }

    private static int[] rows(List<Integer> rows, boolean[] wrong, boolean wanted) {
        return rows.stream().filter(i -> wrong[i] == wanted).mapToInt(Integer::intValue).toArray();
    }

    private static Kind resample(Kind kind, SplittableRandom random) {
        return new Kind(draw(kind.wrong, random), draw(kind.correct, random));
    }

    private static int[] draw(int[] rows, SplittableRandom random) {
        return Arrays.stream(rows).map(any -> rows[random.nextInt(rows.length)]).toArray();
    }

    /// Share of all pairs within kinds in which the wrong answer scores higher, ties one half.
    private static double auroc(double[] scores, List<Kind> kinds) {
        double higher = 0;
        long pairs = 0;
        for (Kind kind : kinds) {
            for (int bad : kind.wrong) {
                for (int good : kind.correct) {
                    higher +=
                            scores[bad] > scores[good] ? 1 : scores[bad] == scores[good] ? 0.5 : 0;
                }
            }
            pairs += (long) kind.wrong.length * kind.correct.length;
        }
        return higher / pairs;
    }
}
