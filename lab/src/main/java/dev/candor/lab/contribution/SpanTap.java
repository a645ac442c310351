package dev.candor.lab.contribution;

import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.TapRows;
import java.util.List;
import java.util.function.IntConsumer;

/// Sums, over the tokens of each answer, of what the baselines need of the inside of the model: the
/// residual stream behind every layer, and how sparse the last of them and z are.
final class SpanTap implements ForwardTap {
    private final Session session;
    private final List<boolean[]> spans;
    private final int layers;
    private final int width;
    private final int ffn;

    /// Residual stream, shape [entries][layers · width].
    private final float[][] residual;

    private final double[][] hidden;
    private final double[][] z;

    /// @param spans of each entry, whether the position speaks for a token of the answer
    SpanTap(Session session, List<boolean[]> spans) {
        this.session = session;
        this.spans = spans;
        layers = session.config().layers();
        width = session.config().width();
        ffn = session.config().ffn();
        residual = new float[spans.size()][layers * width];
        hidden = new double[spans.size()][Sparsity.NAMES.size()];
        z = new double[spans.size()][Sparsity.NAMES.size()];
    }

    /// Calls `what` with each row that speaks for an answer's token; rows of one entry in order.
    private void forRows(TapRows rows, IntConsumer what) {
        session.parallel(
                spans.size(),
                entry -> {
                    boolean[] span = spans.get(entry);
                    for (int row = 0; row < rows.count(); row++) {
                        int position = rows.position(row);
                        if (rows.entry(row) == entry && position < span.length && span[position]) {
                            what.accept(row);
                        }
                    }
                });
    }

    @Override
    public void ffn(int layer, TapRows rows, float[] values, float[] h) {
        forRows(rows, row -> add(Sparsity.of(values, row * ffn, ffn), z[rows.entry(row)]));
    }

    @Override
    public void residual(int layer, TapRows rows, float[] values) {
        forRows(
                rows,
                row -> {
                    float[] sums = residual[rows.entry(row)];
                    for (int i = 0; i < width; i++) {
                        sums[layer * width + i] += values[row * width + i];
                    }
                    if (layer == layers - 1) {
                        add(Sparsity.of(values, row * width, width), hidden[rows.entry(row)]);
                    }
                });
    }

    private static void add(double[] measures, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += measures[i];
        }
    }

    private int tokens(int entry) {
        int count = 0;
        for (boolean each : spans.get(entry)) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /// Mean residual stream over the answer, shape [layers · width].
    float[] residual(int entry) {
        float[] mean = residual[entry];
        int tokens = tokens(entry);
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= tokens;
        }
        return mean;
    }

    double[] hidden(int entry) {
        return mean(hidden[entry], tokens(entry));
    }

    double[] z(int entry) {
        return mean(z[entry], (long) tokens(entry) * layers);
    }

    private static double[] mean(double[] sums, long count) {
        double[] mean = new double[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sums[i] / count;
        }
        return mean;
    }
}
