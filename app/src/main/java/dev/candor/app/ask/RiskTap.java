package dev.candor.app.ask;

import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.TapRows;
import dev.candor.lab.contribution.Cett;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.SparseWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Follows the neurons of a probe through one sequence and keeps their contributions (CETT) at
/// every position, so that the score of a token is known at once and that of a span when the span
/// is.
///
/// Sums are made in the order and the precision of training, so the score of a reply is to the bit
/// what the probe gives the same reply's captured contributions.
public final class RiskTap implements ForwardTap {
    private final Probe probe;
    private final SparseWeights weights;
    private final int d;
    private final int ffn;
    private final int first;

    /// Weights of layer l: `layerFrom[l]` to `layerFrom[l + 1]`, exclusive.
    private final int[] layerFrom;

    /// ‖wDown[:, j]‖₂ of each weight's neuron, shape [weights].
    private final float[] downNorms;

    /// Contributions by position, counted from `first`, each [weights]; null where none was seen.
    private final List<float @Nullable []> rows = new ArrayList<>();

    /// @param first position to begin at
    public RiskTap(Probe probe, Session session, int first) {
        this.probe = probe;
        this.weights = probe.weights();
        this.d = session.config().width();
        this.ffn = session.config().ffn();
        this.first = first;
        int layers = session.config().layers();
        layerFrom = new int[layers + 1];
        for (int k = 0; k < weights.size(); k++) {
            layerFrom[neuron(k).layer() + 1] = k + 1;
        }
        for (int layer = 0; layer < layers; layer++) {
            layerFrom[layer + 1] = Math.max(layerFrom[layer + 1], layerFrom[layer]);
        }
        downNorms = new float[weights.size()];
        int[] used =
                Arrays.stream(weights.columns())
                        .map(column -> probe.neurons().neuron(column).layer())
                        .distinct()
                        .toArray();
        session.workers()
                .run(
                        used.length,
                        (i, thread) -> {
                            int layer = used[i];
                            int from = layerFrom[layer];
                            int[] neurons =
                                    IntStream.range(from, layerFrom[layer + 1])
                                            .map(k -> neuron(k).index())
                                            .toArray();
                            float[] norms = session.downColumnNorms(layer, neurons);
                            System.arraycopy(norms, 0, downNorms, from, norms.length);
                        });
    }

    private NeuronId neuron(int k) {
        return probe.neurons().neuron(weights.column(k));
    }

    @Override
    public void ffn(int layer, TapRows tapped, float[] z, float[] h) {
        int from = layerFrom[layer];
        int to = layerFrom[layer + 1];
        for (int row = 0; row < tapped.count(); row++) {
            int at = tapped.position(row) - first;
            if (at < 0) {
                continue;
            }
            float[] contributions = row(at);
            if (from < to) {
                float inverseNorm = Cett.inverseNorm(h, row * d, d);
                for (int k = from; k < to; k++) {
                    int j = neuron(k).index();
                    contributions[k] = Math.abs(z[row * ffn + j]) * downNorms[k] * inverseNorm;
                }
            }
        }
    }

    private float[] row(int at) {
        while (rows.size() <= at) {
            rows.add(null);
        }
        float[] row = rows.get(at);
        if (row == null) {
            row = new float[weights.size()];
            rows.set(at, row);
        }
        return row;
    }

    /// The score of the token at `position` of the sequence; null if no position that has been read
    /// speaks for it.
    public @Nullable Double score(int position) {
        return score(position, position + 1);
    }

    /// The score of the tokens from `from` to `to`, exclusive: of their mean contributions. Null if
    /// a token's has not been read, or no position speaks for any of them.
    @Nullable Double score(int from, int to) {
        float[] mean = new float[weights.size()];
        int count = 0;
        for (int position = from; position < to; position++) {
            int row = probe.position().rowOf(position);
            if (row < 0) {
                continue;
            }
            int at = row - first;
            float[] contributions = at >= 0 && at < rows.size() ? rows.get(at) : null;
            if (contributions == null) {
                return null;
            }
            for (int k = 0; k < mean.length; k++) {
                mean[k] += contributions[k];
            }
            count++;
        }
        if (count == 0) {
            return null;
        }
        double score = 0;
        for (int k = 0; k < mean.length; k++) {
            score += weights.value(k) * (mean[k] / count);
        }
        return score + probe.intercept();
    }
}
