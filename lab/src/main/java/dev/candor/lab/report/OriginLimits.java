package dev.candor.lab.report;

import dev.candor.lab.origin.Drift;
import java.util.ArrayList;
import java.util.List;

/// What an origin study does not show.
final class OriginLimits {
    private OriginLimits() {}

    static List<String> of(OriginReport report) {
        List<String> limits = new ArrayList<>();
        if (report.ofBundledModel()) {
            limits.add(
                    "This is the bundled test model, trained on a world the project made up: what holds in it need not hold in the models people use.");
        }
        limits.add(
                "A probe that works on the base model shows that something it reads was there before tuning, not that these neurons cause wrong answers there: nothing was turned.");
        limits.add(
                "The two models were asked in different forms and gave different answers. What is lost on the way may be in the form, in the answers or in the neurons.");
        limits.add(
                "Random neurons carry over too, as far as wrong answers show in many neurons at once; only the lead over them is the probe’s own.");
        limits.add(
                "Little change of direction is no sign of importance: a neuron that tuning never reached changed least of all. Drift compares directions, not lengths, and not wGate, norms or attention.");
        limits.add(
                "Layers drift by different amounts, so that a set of one layer can stand high or low for that alone: the test within layers is the stricter one. Neurons are no independent draws; p values are as good as that assumption.");
        limits.add(
                "Timing was looked at for nine tokens on two models without a correction for so many looks. Behind the first token only longer answers are left, and wrong answers may be longer than right ones.");
        limits.add(
                "The paper reports mean rank shares of 0.58 to 0.97 in five of six models; other models, probes and amounts of tuning need not be comparable.");
        limits.add(
                "Intervals come from resampling questions or H-neurons. Another training, probe or prompt is not in them.");
        Drift drift = report.result().drift();
        if (drift.zeroUp() + drift.zeroDown() > 0) {
            limits.add(
                    "%s and %s are all zeros in one of the models at least: they count as unchanged if they are so in both, as at a right angle if not."
                            .formatted(
                                    Numbers.counted(drift.zeroUp(), "row") + " of wUp",
                                    Numbers.counted(drift.zeroDown(), "column") + " of wDown"));
        }
        return limits;
    }
}
