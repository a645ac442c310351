package dev.candor.app.export;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.neuron.Gains;
import java.util.ArrayList;
import java.util.List;

/// What a model computes under gains along some replies, and what the gains do there.
final class Reference {
    private final List<float[]> logits = new ArrayList<>();
    private final List<double[]> effects = new ArrayList<>();
    private final LogitDifference effect;
    private final int vocabulary;

    Reference(LoadedModel model, Gains gains, Replies replies) {
        vocabulary = model.model().config().vocabulary();
        LogitDifference.Sum sum = new LogitDifference.Sum();
        for (int r = 0; r < replies.count(); r++) {
            float[] with = replies.logits(model, gains, r);
            float[] without = replies.logits(model, Gains.NONE, r);
            double[] most = new double[replies.rows(r)];
            for (int i = 0; i < most.length; i++) {
                int at = i * vocabulary;
                most[i] = sum.add(with, at, without, at, vocabulary);
            }
            logits.add(with);
            effects.add(most);
        }
        effect = sum.end();
    }

    /// Shape [rows, vocabulary].
    float[] logits(int reply) {
        return logits.get(reply);
    }

    /// The largest change of a logit by the gains at a position.
    double effect(int reply, int row) {
        return effects.get(reply)[row];
    }

    /// Of the model under gains from the model without.
    LogitDifference effect() {
        return effect;
    }

    int vocabulary() {
        return vocabulary;
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
                int one = likeliest(wanted, at);
                int two = likeliest(found, at);
                if (one != two) {
                    apart.add(
                            new Verification.Apart(
                                    r, i, wanted[at + one] - wanted[at + two], most, effect(r, i)));
                }
            }
        }
        return sum.end();
    }

    private int likeliest(float[] values, int from) {
        int best = 0;
        for (int i = 1; i < vocabulary; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
