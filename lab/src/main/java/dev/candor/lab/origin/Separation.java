package dev.candor.lab.origin;

import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.RandomControl;
import dev.candor.lab.probe.Resamples;
import dev.candor.lab.probe.Roc;
import dev.candor.lab.statistics.Interval;
import java.util.List;

/// How well scores that were made on the instruct model tell wrong from correct answers of one
/// model: AUROC, which needs no threshold.
///
/// @param probe unchanged
/// @param refitted the probe's neurons, fitted as the random ones are
/// @param random neurons
/// @param matched random neurons of the same layers and as loud
/// @param length of the answer alone
/// @param logProbability of the answer's tokens alone
public record Separation(
        Estimate probe,
        Estimate refitted,
        Band random,
        Band matched,
        Baseline length,
        Baseline logProbability) {

    /// What needs none of the model's inside.
    ///
    /// @param auroc with its interval
    /// @param lead AUROC of the probe − `auroc`, on the same resamples of answers
    public record Baseline(Estimate auroc, Estimate lead) {}

    /// What draws of random neurons reach.
    ///
    /// @param draws how many
    /// @param mean AUROC over the draws
    /// @param middle of 95% of the draws
    /// @param lead AUROC of the probe − `mean`, on the same resamples of answers
    /// @param refittedLead the same of the refitted neurons
    public record Band(
            int draws, double mean, Interval middle, Estimate lead, Estimate refittedLead) {}

    /// @param answers of both kinds
    public static Separation of(
            Probe probe, Controls controls, JudgedAnswers answers, Bootstrap bootstrap) {
        Resamples resamples = bootstrap.of(answers.rows().labels(), answers.clusters());
        Measure measure = new Measure(answers, resamples);
        double[] own = probe.linear().of(answers.matrix(), answers.rows());
        double[] refitted = controls.refitted().score().of(answers.matrix(), answers.rows());
        return new Separation(
                measure.of(own),
                measure.of(refitted),
                measure.band(controls.random(), own, refitted),
                measure.band(controls.matched(), own, refitted),
                measure.baseline(own, controls.length().scores(answers.lengths())),
                measure.baseline(
                        own, controls.logProbability().scores(answers.logProbabilities())));
    }

    private record Measure(JudgedAnswers answers, Resamples resamples) {
        double auroc(double[] scores) {
            return Roc.of(scores, resamples.positive()).auroc();
        }

        Estimate of(double[] scores) {
            return new Estimate(auroc(scores), resamples.auroc(scores));
        }

        Baseline baseline(double[] own, double[] scores) {
            return new Baseline(of(scores), lead(own, auroc(scores), List.of(scores)));
        }

        Band band(RandomControl control, double[] own, double[] refitted) {
            List<double[]> scores = control.scores(answers.matrix(), answers.rows());
            RandomControl.Spread spread = control.evaluate(scores, answers.rows());
            double mean = spread.mean().auroc();
            return new Band(
                    spread.draws(),
                    mean,
                    spread.mean().aurocInterval(),
                    lead(own, mean, scores),
                    lead(refitted, mean, scores));
        }

        private Estimate lead(double[] own, double mean, List<double[]> others) {
            return new Estimate(auroc(own) - mean, resamples.aurocDifference(own, others));
        }
    }
}
