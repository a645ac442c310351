package dev.candor.guard.monitor;

import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.TapRows;
import dev.candor.lab.contribution.Cett;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Follows the neurons of a probe through one reply and keeps their contributions (CETT) at every
/// position, so that the score of a token is known at once and that of a span when the span is.
///
/// Sums are made in the order and the precision of training, so the score of a reply is to the bit
/// what the probe gives the same reply's captured contributions. Tokens are counted from the
/// reply's first.
///
/// Neurons are read before a dial turns them: else turning them down would lower the score of every
/// answer, the wrong ones too.
public final class Watch {
    private final Monitor monitor;
    private final int promptLength;

    /// Contributions by position, counted from the prompt's last one, each [weights]; null where
    /// none was seen.
    private final List<float @Nullable []> rows = new ArrayList<>();

    Watch(Monitor monitor, int promptLength) {
        this.monitor = monitor;
        this.promptLength = promptLength;
    }

    /// Sees what one layer's neurons say at one position of the sequence, before any dial turns
    /// them; [#ffn] of the same follows.
    ///
    /// @param z shape [ffn] from `zFrom`
    public void activations(int layer, int position, float[] z, int zFrom) {
        int at = position - promptLength + 1;
        if (at < 0) {
            return;
        }
        float[] contributions = row(at);
        for (int k = monitor.layerFrom[layer]; k < monitor.layerFrom[layer + 1]; k++) {
            int j = monitor.neurons.get(k).index();
            contributions[k] = Math.abs(z[zFrom + j]) * monitor.downNorms[k];
        }
    }

    /// Sees what the layer adds there.
    ///
    /// @param h shape [d] from `hFrom`, see [ForwardTap#ffn]
    public void ffn(int layer, int position, float[] h, int hFrom) {
        int at = position - promptLength + 1;
        int from = monitor.layerFrom[layer];
        int to = monitor.layerFrom[layer + 1];
        if (at < 0 || from == to) {
            return;
        }
        float[] contributions = row(at);
        float inverseNorm = Cett.inverseNorm(h, hFrom, monitor.d);
        for (int k = from; k < to; k++) {
            contributions[k] *= inverseNorm;
        }
    }

    /// A tap for batches that hold no other sequence.
    public ForwardTap tap() {
        return new ForwardTap() {
            @Override
            public void activations(int layer, TapRows tapped, float[] z) {
                int ffn = monitor.probe().neurons().ffn();
                for (int row = 0; row < tapped.count(); row++) {
                    Watch.this.activations(layer, tapped.position(row), z, row * ffn);
                }
            }

            @Override
            public void ffn(int layer, TapRows tapped, float[] z, float[] h) {
                for (int row = 0; row < tapped.count(); row++) {
                    Watch.this.ffn(layer, tapped.position(row), h, row * monitor.d);
                }
            }
        };
    }

    private float[] row(int at) {
        while (rows.size() <= at) {
            rows.add(null);
        }
        float[] row = rows.get(at);
        if (row == null) {
            row = new float[monitor.weights.size()];
            rows.set(at, row);
        }
        return row;
    }

    /// The score of a token; null if no position that has been read speaks for it.
    public @Nullable Double score(int token) {
        return score(token, token + 1);
    }

    /// The score of the tokens from `from` to `to`, exclusive: of their mean contributions. Null if
    /// a token's has not been read, or no position speaks for any of them.
    public @Nullable Double score(int from, int to) {
        return score(IntStream.range(from, to).toArray());
    }

    /// The same of any tokens.
    ///
    /// @param tokens ascending
    public @Nullable Double score(int[] tokens) {
        float[] mean = new float[monitor.weights.size()];
        int count = 0;
        for (int token : tokens) {
            int position = monitor.probe().position().rowOf(promptLength + token);
            if (position < 0) {
                continue;
            }
            float[] contributions = seen(position);
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
            score += monitor.weights.value(k) * (mean[k] / count);
        }
        return score + monitor.probe().intercept();
    }

    private float @Nullable [] seen(int position) {
        int at = position - promptLength + 1;
        return at >= 0 && at < rows.size() ? rows.get(at) : null;
    }

    /// The neurons that raise a token's score most, largest share first; fewer if fewer do.
    public List<NeuronShare> top(int token, int count) {
        int position = monitor.probe().position().rowOf(promptLength + token);
        float[] contributions = position < 0 ? null : seen(position);
        if (contributions == null) {
            return List.of();
        }
        return IntStream.range(0, contributions.length)
                .mapToObj(k ->
                        new NeuronShare(
                                monitor.neurons.get(k),
                                monitor.weights.value(k) * contributions[k]))
                .filter(share -> share.contribution() > 0)
                .sorted(Comparator.comparingDouble(NeuronShare::contribution).reversed())
                .limit(count)
                .toList();
    }
}
