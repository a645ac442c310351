package dev.candor.guard.monitor;

import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.SparseWeights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A probe made ready for one model: what is the same for every reply that it watches. May be used
/// from several threads.
public final class Monitor {
    private final Probe probe;
    private final double prior;
    private final int context;
    final SparseWeights weights;

    /// The neurons of the weights, in the weights' order.
    final List<NeuronId> neurons;

    /// ‖wDown[:, j]‖₂ of each weight's neuron, shape [weights].
    final float[] downNorms;

    /// Weights of layer l: `layerFrom[l]` to `layerFrom[l + 1]`, exclusive.
    final int[] layerFrom;

    final int d;

    /// @param probe made on a model of this shape
    /// @param session of the model; not in use meanwhile
    public Monitor(Probe probe, Session session) {
        this(probe, probe.scale().prior(), session);
    }

    /// @param probe made on a model of this shape
    /// @param prior share of wrong answers that risks assume, between 0 and 1
    /// @param session of the model; not in use meanwhile
    public Monitor(Probe probe, double prior, Session session) {
        this.probe = probe;
        this.prior = prior;
        this.context = session.context();
        this.weights = probe.weights();
        this.d = session.config().width();
        this.neurons = Arrays.stream(weights.columns()).mapToObj(probe.neurons()::neuron).toList();
        this.layerFrom = layerFrom(session.config().layers());
        this.downNorms = downNorms(session);
    }

    private int[] layerFrom(int layers) {
        int[] from = new int[layers + 1];
        for (int k = 0; k < neurons.size(); k++) {
            from[neurons.get(k).layer() + 1] = k + 1;
        }
        for (int layer = 0; layer < layers; layer++) {
            from[layer + 1] = Math.max(from[layer + 1], from[layer]);
        }
        return from;
    }

    private float[] downNorms(Session session) {
        float[] norms = new float[neurons.size()];
        int[] layers = neurons.stream().mapToInt(NeuronId::layer).distinct().toArray();
        session.parallel(
                layers.length,
                i -> {
                    int from = layerFrom[layers[i]];
                    int to = layerFrom[layers[i] + 1];
                    int[] own =
                            IntStream.range(from, to).map(k -> neurons.get(k).index()).toArray();
                    float[] found = session.downColumnNorms(layers[i], own);
                    System.arraycopy(found, 0, norms, from, found.length);
                });
        return norms;
    }

    public Probe probe() {
        return probe;
    }

    /// The share of wrong answers that risks assume.
    public double prior() {
        return prior;
    }

    /// The probability that an answer of this score is wrong.
    public double risk(double score) {
        return probe.risk(score, prior);
    }

    /// Follows a new reply.
    ///
    /// @param promptLength tokens before it, at least 1
    public Watch watch(int promptLength) {
        return new Watch(this, promptLength);
    }

    /// The risk of an answer.
    ///
    /// @param span where the reply answers
    /// @param watch that followed the reply
    public Risk risk(SpanResult span, Watch watch) {
        return switch (span) {
            case SpanResult.None none -> new Risk.NoScore(reason(none.reason()));
            case SpanResult.Found found -> {
                Double score = watch.score(found.span().from(), found.span().to());
                yield score == null
                        ? new Risk.NoScore(
                                "the context of %d tokens is full before the answer was read"
                                        .formatted(context))
                        : new Risk.Scored(score, risk(score), probe.isWrong(score));
            }
        };
    }

    private static String reason(SpanResult.Reason reason) {
        return switch (reason) {
            case EMPTY_REPLY -> "the reply is empty";
            case DECLINED -> "the reply declines to answer";
            case NOT_TOKENISED -> "no tokens spell the reply";
            case NO_TOKEN -> "no token of the reply holds the answer";
            case NOT_EXTRACTED -> "the answer's words could not be told from the others";
        };
    }
}
