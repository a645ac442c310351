package dev.candor.lab.origin;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.contribution.Cett;
import dev.candor.lab.contribution.ContributionCapture.Answer;
import dev.candor.lab.contribution.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads answers back through the model and keeps, of each set of neurons, the mean contribution at
/// the tokens around the first token of the answer.
public final class TimingCapture {
    /// Tokens looked at before the answer's first one.
    public static final int BEFORE = 5;

    /// Tokens looked at behind the answer's first one.
    public static final int AFTER = 3;

    /// How many tokens that is, with the first one.
    public static final int OFFSETS = BEFORE + 1 + AFTER;

    /// Tokens of a batch; more answers than fit are read in turns.
    private static final int BATCH_TOKENS = 512;

    private final Session session;
    private final Tokenizer tokenizer;
    private final Position position;
    private final List<NeuronSet> sets;

    /// ‖wDown[:, j]‖₂ of each set's neurons, shape [layers][sets][neurons of the layer].
    private final float[][][] downNorms;

    /// Their indices within the layer, in the same shape.
    private final int[][][] indices;

    /// @param position which speaks for a token
    /// @param sets none empty
    public TimingCapture(
            Session session, Tokenizer tokenizer, Position position, List<NeuronSet> sets) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.position = position;
        this.sets = List.copyOf(sets);
        int layers = session.config().layers();
        indices = new int[layers][sets.size()][];
        downNorms = new float[layers][sets.size()][];
        session.parallel(
                layers,
                layer -> {
                    for (int s = 0; s < sets.size(); s++) {
                        indices[layer][s] = sets.get(s).indices(layer);
                        downNorms[layer][s] = session.downColumnNorms(layer, indices[layer][s]);
                    }
                });
    }

    /// Mean CETT over each set's neurons, shape [answers][sets][OFFSETS]; NaN where there is no
    /// such token, where it is BOS or EOS, or where no position speaks for it.
    public List<float[][]> read(List<Answer> answers) {
        List<float[][]> read = new ArrayList<>();
        for (int from = 0, to; from < answers.size(); from = to) {
            int tokens = 0;
            for (to = from; to < answers.size() && tokens < BATCH_TOKENS; to++) {
                tokens += answers.get(to).prompt().length + answers.get(to).response().length;
            }
            read.addAll(readTogether(answers.subList(from, to)));
        }
        return read;
    }

    private List<float[][]> readTogether(List<Answer> answers) {
        Batch batch = new Batch();
        List<Sequence> open = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        for (Answer answer : answers) {
            Reading reading = reading(answer);
            readings.add(reading);
            open.add(session.sequence());
            batch.add(open.getLast(), reading.tokens, Batch.Want.NONE);
        }
        try {
            session.forward(batch, new Tap(readings), Batch.SequenceGains.NONE);
        } finally {
            open.forEach(Sequence::close);
        }
        readings.forEach(this::divide);
        return readings.stream().map(Reading::sums).toList();
    }

    /// One answer on its way through the model.
    ///
    /// @param first place of the answer's first token
    /// @param sums of each set at each offset, NaN where nothing is to be seen
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    private record Reading(int[] tokens, int first, float[][] sums) {}

    private Reading reading(Answer answer) {
        int[] tokens =
                Arrays.copyOf(answer.prompt(), answer.prompt().length + answer.response().length);
        System.arraycopy(
                answer.response(), 0, tokens, answer.prompt().length, answer.response().length);
        int first = answer.prompt().length + answer.span().from();
        float[][] sums = new float[sets.size()][OFFSETS];
        for (int k = 0; k < OFFSETS; k++) {
            if (!isSpokenFor(tokens, first - BEFORE + k)) {
                for (float[] each : sums) {
                    each[k] = Float.NaN;
                }
            }
        }
        return new Reading(tokens, first, sums);
    }

    private boolean isSpokenFor(int[] tokens, int t) {
        return t >= 0
                && t < tokens.length
                && position.rowOf(t) >= 0
                && tokens[t] != tokenizer.bos()
                && tokens[t] != tokenizer.eos();
    }

    private void divide(Reading reading) {
        for (int s = 0; s < sets.size(); s++) {
            for (int k = 0; k < OFFSETS; k++) {
                reading.sums[s][k] /= sets.get(s).size();
            }
        }
    }

    private final class Tap implements ForwardTap {
        private final List<Reading> readings;

        Tap(List<Reading> readings) {
            this.readings = readings;
        }

        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            session.parallel(rows.count(), row -> add(layer, rows, row, z, h));
        }

        /// A row speaks for one token at most, so no two rows add to one sum.
        private void add(int layer, TapRows rows, int row, float[] z, float[] h) {
            Reading reading = readings.get(rows.entry(row));
            int at = rows.position(row);
            for (int k = 0; k < OFFSETS; k++) {
                int t = reading.first - BEFORE + k;
                if (t >= 0 && t < reading.tokens.length && position.rowOf(t) == at) {
                    add(layer, reading, k, row, z, h);
                }
            }
        }

        private void add(int layer, Reading reading, int k, int row, float[] z, float[] h) {
            int d = session.config().width();
            int from = row * session.config().ffn();
            float inverseNorm = Cett.inverseNorm(h, row * d, d);
            for (int s = 0; s < sets.size(); s++) {
                int[] own = indices[layer][s];
                float[] norms = downNorms[layer][s];
                float sum = 0;
                for (int i = 0; i < own.length; i++) {
                    sum += Math.abs(z[from + own[i]]) * norms[i] * inverseNorm;
                }
                reading.sums[s][k] += sum;
            }
        }
    }
}
