package dev.candor.app.find;

import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Resamples;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judged answers of a part, all or those that some score is known of, with their resamples.
final class Answers {
    /// From fewer answers of a verdict the interval of an AUROC says nothing.
    private static final int LEAST = 10;

    private final Bootstrap bootstrap;
    private final int[] clusters;

    /// Their numbers within the part.
    private final int[] kept;

    final Resamples resamples;

    /// @param kept at least one
    private Answers(boolean[] wrong, int[] clusters, int[] kept, Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
        this.clusters = clusters;
        this.kept = kept;
        this.resamples = bootstrap.of(wrong, clusters);
    }

    /// All answers of a part.
    ///
    /// @param wrong shape [n], n > 0
    /// @param clusters shape [n]
    static Answers of(boolean[] wrong, int[] clusters, Bootstrap bootstrap) {
        return new Answers(wrong, clusters, IntStream.range(0, wrong.length).toArray(), bootstrap);
    }

    /// Those whose value is a number; null if there are too few of either verdict to say something
    /// of a score that only some answers have.
    ///
    /// @param values of all answers of the part
    @Nullable Answers where(double[] values) {
        int[] known =
                IntStream.range(0, kept.length)
                        .filter(i -> !Double.isNaN(values[kept[i]]))
                        .toArray();
        if (known.length == kept.length) {
            return this;
        }
        boolean[] wrong = resamples.positive();
        long wrongs = IntStream.of(known).filter(i -> wrong[i]).count();
        if (Math.min(wrongs, known.length - wrongs) < LEAST) {
            return null;
        }
        boolean[] someWrong = new boolean[known.length];
        int[] someClusters = new int[known.length];
        int[] some = new int[known.length];
        for (int i = 0; i < known.length; i++) {
            someWrong[i] = wrong[known[i]];
            someClusters[i] = clusters[known[i]];
            some[i] = kept[known[i]];
        }
        return new Answers(someWrong, someClusters, some, bootstrap);
    }

    /// The values of these answers.
    ///
    /// @param ofPart of all answers of the part
    double[] of(double[] ofPart) {
        return Arrays.stream(kept).mapToDouble(i -> ofPart[i]).toArray();
    }
}
