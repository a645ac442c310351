package dev.candor.app.export;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.neuron.Gains;
import java.util.ArrayList;
import java.util.List;

/// What a model computes under gains along some replies, and what the gains do there.
final class Reference {
    private final List<float[]> logits = new ArrayList<>();
    private final List<double[]> effects = new ArrayList<>();
    private final List<double[]> roundings = new ArrayList<>();
    private final LogitDifference effect;
    private final LogitDifference rounding;
    private final int vocabulary;

    Reference(LoadedModel model, Dialling dialling, Replies replies) {
        Gains gains = dialling.gains();
        Gains nudged = dialling.nudged();
        vocabulary = model.model().config().vocabulary();
        LogitDifference.Sum off = new LogitDifference.Sum();
        LogitDifference.Sum close = new LogitDifference.Sum();
        for (int r = 0; r < replies.count(); r++) {
            float[] with = replies.logits(model, gains, r);
            effects.add(add(off, with, replies.logits(model, Gains.NONE, r)));
            roundings.add(add(close, with, replies.logits(model, nudged, r)));
            logits.add(with);
        }
        effect = off.end();
        rounding = close.end();
    }

    /// @return the largest difference at each position
    private double[] add(LogitDifference.Sum sum, float[] one, float[] other) {
        double[] most = new double[one.length / vocabulary];
        for (int i = 0; i < most.length; i++) {
            most[i] = sum.add(one, i * vocabulary, other, i * vocabulary, vocabulary);
        }
        return most;
    }

    /// Of the model under gains from the model without.
    LogitDifference effect() {
        return effect;
    }

    /// Of the model under gains that are off by a thousandth from the model under gains.
    LogitDifference rounding() {
        return rounding;
    }

    /// Another model's difference, and where its likeliest tokens are others.
    LogitDifference compare(
            LoadedModel other, Gains gains, Replies replies, List<Verification.Apart> apart) {
        LogitDifference.Sum sum = new LogitDifference.Sum();
        for (int r = 0; r < replies.count(); r++) {
            float[] wanted = logits.get(r);
            float[] found = replies.logits(other, gains, r);
            for (int i = 0; i < replies.rows(r); i++) {
                int at = i * vocabulary;
                double most = sum.add(wanted, at, found, at, vocabulary);
                int one = Logits.likeliest(wanted, at, vocabulary);
                int two = Logits.likeliest(found, at, vocabulary);
                if (one != two) {
                    apart.add(
                            new Verification.Apart(
                                    r,
                                    i,
                                    wanted[at + one] - wanted[at + two],
                                    most,
                                    allowed(effects.get(r)[i], roundings.get(r)[i])));
                }
            }
        }
        return sum.end();
    }

    /// How far an export's logits may be from the model's under gains.
    double allowed() {
        return allowed(effect.mean(), rounding.mean());
    }

    private static double allowed(double effect, double rounding) {
        return Verification.OF_EFFECT * effect + 2 * rounding + Verification.SUMS;
    }
}
