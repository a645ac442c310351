package dev.candor.lab.origin;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.TapRows;
import dev.candor.lab.contribution.Cett;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.ArrayList;
import java.util.List;

/// Contributions (CETT) of every neuron at every token of texts that are not the model's own, so
/// that another model can be read at the same tokens.
///
/// @param tokens how many
/// @param values shape [layers][tokens · ffn], a token's neurons side by side
@SuppressWarnings("ArrayRecordComponent") // millions of numbers, handed on once
public record NeuronActivity(NeuronColumns neurons, int tokens, float[][] values) {
    private static final int BATCH_TOKENS = 512;

    /// @param tokens what is read
    /// @param from first token that counts
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    public record Text(int[] tokens, int from) {
        int counted() {
            return tokens.length - from;
        }
    }

    /// Reads texts as they are. Takes four bytes a neuron and token.
    public static NeuronActivity read(Session session, List<Text> texts) {
        NeuronColumns neurons =
                new NeuronColumns(session.config().layers(), session.config().ffn());
        int tokens = texts.stream().mapToInt(Text::counted).sum();
        float[][] values = new float[neurons.layers()][Math.multiplyExact(tokens, neurons.ffn())];
        float[][] norms = new float[neurons.layers()][];
        session.parallel(norms.length, layer -> norms[layer] = session.downColumnNorms(layer));
        int place = 0;
        for (int from = 0, to; from < texts.size(); from = to) {
            int together = 0;
            for (to = from; to < texts.size() && together < BATCH_TOKENS; to++) {
                together += texts.get(to).tokens.length;
            }
            List<Text> some = texts.subList(from, to);
            read(session, some, new Tap(session, some, place, norms, values));
            place += some.stream().mapToInt(Text::counted).sum();
        }
        return new NeuronActivity(neurons, tokens, values);
    }

    private static void read(Session session, List<Text> texts, Tap tap) {
        Batch batch = new Batch();
        List<Sequence> open = new ArrayList<>();
        try {
            for (Text text : texts) {
                open.add(session.sequence());
                batch.add(open.getLast(), text.tokens, Batch.Want.NONE);
            }
            session.forward(batch, tap, Batch.SequenceGains.NONE);
        } finally {
            open.forEach(Sequence::close);
        }
    }

    private static final class Tap implements ForwardTap {
        private final Session session;
        private final List<Text> texts;
        private final float[][] norms;
        private final float[][] values;

        /// Where the first counted token of each text goes.
        private final int[] places;

        Tap(Session session, List<Text> texts, int place, float[][] norms, float[][] values) {
            this.session = session;
            this.texts = texts;
            this.norms = norms;
            this.values = values;
            places = new int[texts.size()];
            for (int i = 0, at = place; i < places.length; at += texts.get(i++).counted()) {
                places[i] = at;
            }
        }

        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            session.parallel(rows.count(), row -> add(layer, rows, row, z, h));
        }

        private void add(int layer, TapRows rows, int row, float[] z, float[] h) {
            int at = rows.position(row) - texts.get(rows.entry(row)).from;
            if (at >= 0) {
                int d = session.config().width();
                int ffn = norms[layer].length;
                Cett.add(
                        z,
                        row * ffn,
                        norms[layer],
                        Cett.inverseNorm(h, row * d, d),
                        values[layer],
                        (places[rows.entry(row)] + at) * ffn);
            }
        }
    }

    /// Standard deviation of each neuron of a layer over the tokens, shape [ffn].
    double[] deviations(int layer) {
        double[] deviations = new double[neurons.ffn()];
        double[] means = means(layer);
        for (int t = 0; t < tokens; t++) {
            for (int j = 0; j < deviations.length; j++) {
                double from = values[layer][t * deviations.length + j] - means[j];
                deviations[j] += from * from;
            }
        }
        for (int j = 0; j < deviations.length; j++) {
            deviations[j] = Math.sqrt(deviations[j] / Math.max(1, tokens));
        }
        return deviations;
    }

    /// Mean contribution of every neuron, shape [layers · ffn].
    public double[] loudness() {
        double[] loudness = new double[neurons.count()];
        for (int layer = 0; layer < neurons.layers(); layer++) {
            System.arraycopy(means(layer), 0, loudness, layer * neurons.ffn(), neurons.ffn());
        }
        return loudness;
    }

    private double[] means(int layer) {
        double[] means = new double[neurons.ffn()];
        for (int t = 0; t < tokens; t++) {
            for (int j = 0; j < means.length; j++) {
                means[j] += values[layer][t * means.length + j];
            }
        }
        for (int j = 0; j < means.length; j++) {
            means[j] /= Math.max(1, tokens);
        }
        return means;
    }

    /// Each neuron of a layer less its mean, of length 1 over the tokens: the products of two are
    /// their correlation. A neuron that never changes is 0 everywhere and correlates with nothing.
    ///
    /// @return shape [tokens · ffn]
    float[] standardised(int layer) {
        int ffn = neurons.ffn();
        double[] means = means(layer);
        double[] deviations = deviations(layer);
        float[] standardised = new float[values[layer].length];
        for (int t = 0; t < tokens; t++) {
            for (int j = 0; j < ffn; j++) {
                double length = deviations[j] * Math.sqrt(tokens);
                standardised[t * ffn + j] =
                        length == 0
                                ? 0
                                : (float) ((values[layer][t * ffn + j] - means[j]) / length);
            }
        }
        return standardised;
    }
}
