package dev.candor.lab.report;

import dev.candor.lab.probe.Flagged;
import dev.candor.lab.probe.NegativeMarking;
import dev.candor.lab.probe.Reliability;
import dev.candor.lab.probe.RiskCoverage;
import dev.candor.lab.statistics.Interval;
import java.util.List;

/// What the probe's risk is good for on one set: whether it comes true, and what abstaining by it
/// gains.
///
/// @param band around the probe's ROC curve
/// @param platt whether the risk of the probe comes true, calibrated on validation
/// @param isotonic the same by rising steps
/// @param coverage answering the least risky only, by the probe
/// @param coverageOfLogProbability area under the same curve by mean log-probability
/// @param coverageLead how much smaller the area is by the probe, 95%
/// @param coverageOfChance the same if answers are left out at random: the share of wrong answers
/// @param flagged what the probe's thresholds for shares of false alarms do here, by rising share
/// @param marking by rising t
public record Use(
        List<BandPoint> band,
        Reliability platt,
        Reliability isotonic,
        RiskCoverage coverage,
        double coverageOfLogProbability,
        Interval coverageLead,
        double coverageOfChance,
        List<Flagged> flagged,
        List<Marked> marking) {
    public Use {
        band = List.copyOf(band);
        flagged = List.copyOf(flagged);
        marking = List.copyOf(marking);
    }

    /// The 95% interval of the true positive rate at one false positive rate.
    public record BandPoint(double falsePositiveRate, double low, double high) {
        public static BandPoint of(double rate, Interval interval) {
            return new BandPoint(rate, interval.low(), interval.high());
        }
    }

    /// An exam that costs t / (1 − t) points for a wrong answer; to say nothing at all is worth 0.
    ///
    /// @param t confidence asked for
    /// @param result points an answer, abstaining by the probe's risk
    /// @param byLogProbability the same by a risk of the mean log-probability, calibrated likewise
    /// @param lead points an answer that the probe's risk gains over that one, 95%
    public record Marked(
            double t,
            NegativeMarking.Result result,
            NegativeMarking.Result byLogProbability,
            Interval lead) {}
}
