package dev.candor.app.export;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.NeuronTensors;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares an export with the model it was made from under gains: which rows of which tensors
/// changed, and the logits of both along the replies that the model gives.
final class Verifier {
    /// Of the gains' own effect: how far the export may be from them on average. Rounding a scale
    /// to f16 moves a neuron by at most 1%, beyond which exports are refused; that on α = 3 is 1.5%
    /// of what the gains do, on α = 1.25 it is 5%.
    private static final double OF_EFFECT = 0.05;

    /// Logits that two ways to add the same f32 products may be apart on average.
    private static final double ROUNDING = 1e-4;

    private final LoadedModel base;
    private final Dialling dialling;
    private final int tokens;

    /// @param base the model that the export was made from
    /// @param tokens of each reply
    Verifier(LoadedModel base, Dialling dialling, int tokens) {
        this.base = base;
        this.dialling = dialling;
        this.tokens = tokens;
    }

    /// A model to compare.
    ///
    /// @param model the edited model, or the base with an adapter
    /// @param strength of the adapter; null for an edited model
    /// @param still the base with the adapter at strength 0; null for an edited model
    record Export(LoadedModel model, @Nullable Double strength, @Nullable LoadedModel still) {}

    /// @param prompts of whole tokens
    /// @param changes between the files
    Verification verify(Export export, RowChanges changes, List<int[]> prompts) {
        LogitDifference.Sum difference = new LogitDifference.Sum();
        LogitDifference.Sum effect = new LogitDifference.Sum();
        LogitDifference.Sum noise = new LogitDifference.Sum();
        List<Verification.Apart> apart = new ArrayList<>();
        Gains gains = dialling.gains();
        int positions = 0;
        for (int p = 0; p < prompts.size(); p++) {
            Reply reply = greedy(prompts.get(p), gains);
            float[] exported = reply.again(export.model(), Gains.NONE);
            float[] plain = reply.again(base, Gains.NONE);
            float[] still =
                    export.still() == null ? plain : reply.again(export.still(), Gains.NONE);
            int vocabulary = reply.vocabulary;
            for (int i = 0; i < reply.rows; i++) {
                int at = i * vocabulary;
                double most = difference.add(reply.logits, at, exported, at, vocabulary);
                effect.add(reply.logits, at, plain, at, vocabulary);
                noise.add(plain, at, still, at, vocabulary);
                int wanted = likeliest(reply.logits, at, vocabulary);
                int found = likeliest(exported, at, vocabulary);
                if (wanted != found) {
                    double margin = reply.logits[at + wanted] - reply.logits[at + found];
                    apart.add(new Verification.Apart(p, i, margin, most));
                }
                positions++;
            }
        }
        Verification found =
                new Verification(
                        export.strength() == null ? "edited model" : "adapter",
                        export.strength(),
                        changes,
                        prompts.size(),
                        positions,
                        difference.end(),
                        effect.end(),
                        noise.end(),
                        positions - apart.size(),
                        apart,
                        List.of());
        return judged(found);
    }

    private Verification judged(Verification found) {
        List<String> problems = new ArrayList<>(found.changes().others());
        problems.addAll(wrongRows(found.changes()));
        double bound = OF_EFFECT * found.effect().mean() + 2 * found.noise().mean() + ROUNDING;
        if (!(found.difference().mean() <= bound)) {
            problems.add(
                    "logits differ by %.3g on average, expected at most %.3g: 5%% of the dial's own effect (%.3g)"
                            .formatted(found.difference().mean(), bound, found.effect().mean()));
        }
        long clear = found.apart().stream().filter(each -> !each.isNearTie()).count();
        if (clear > 0) {
            problems.add(
                    "%d of %d likeliest tokens differ where they are no near tie, expected none"
                            .formatted(clear, found.positions()));
        }
        return new Verification(
                found.what(),
                found.strength(),
                found.changes(),
                found.prompts(),
                found.positions(),
                found.difference(),
                found.effect(),
                found.noise(),
                found.agreed(),
                found.apart(),
                problems);
    }

    private List<String> wrongRows(RowChanges changes) {
        Map<String, SortedSet<Long>> expected = expected();
        List<String> problems = new ArrayList<>();
        changes.tensors()
                .forEach((tensor, rows) -> {
                    SortedSet<Long> extra = new TreeSet<>(rows);
                    extra.removeAll(expected.getOrDefault(tensor, new TreeSet<>()));
                    if (!extra.isEmpty()) {
                        problems.add(
                                "tensor %s changed in row%s %s, expected it as it was"
                                        .formatted(
                                                tensor,
                                                extra.size() == 1 ? "" : "s",
                                                RowList.of(extra)));
                    }
                });
        expected.forEach((tensor, rows) -> {
            SortedSet<Long> missing = new TreeSet<>(rows);
            missing.removeAll(changes.tensors().getOrDefault(tensor, new TreeSet<>()));
            missing.removeIf(row -> isZero(tensor, row));
            if (!missing.isEmpty()) {
                problems.add(
                        "tensor %s is as it was in row%s %s, expected a change"
                                .formatted(
                                        tensor,
                                        missing.size() == 1 ? "" : "s",
                                        RowList.of(missing)));
            }
        });
        return problems;
    }

    /// Rows of tensors that hold the neurons that are turned. A column crosses all rows, some of
    /// whose blocks may be able to stay as they are: no row of those is missing.
    private Map<String, SortedSet<Long>> expected() {
        Map<String, SortedSet<Long>> expected = new TreeMap<>();
        Model model = base.model();
        for (Map.Entry<NeuronId, Double> each : turned().entrySet()) {
            NeuronTensors at = model.neurons(each.getKey().layer());
            if (at.scalesByRow()) {
                expected.computeIfAbsent(at.up(), _ -> new TreeSet<>())
                        .add((long) at.firstRow() + each.getKey().index());
            } else {
                SortedSet<Long> rows = expected.computeIfAbsent(at.down(), _ -> new TreeSet<>());
                for (long row = 0; row < model.config().width(); row++) {
                    rows.add(row);
                }
            }
        }
        return expected;
    }

    private SortedMap<NeuronId, Double> turned() {
        SortedMap<NeuronId, Double> turned = new TreeMap<>(dialling.neurons());
        turned.values().removeIf(alpha -> alpha == 1);
        return turned;
    }

    /// Whether a factor changes nothing in the row, or the row is one of many of a column.
    private boolean isZero(String tensor, long row) {
        if (!base.model().neurons(0).scalesByRow()) {
            return true;
        }
        GgufTensor stored = base.model().file().tensor(tensor);
        float[] values = new float[Math.toIntExact(stored.columns())];
        Matrix matrix =
                new Matrix(
                        stored.type(),
                        Math.toIntExact(stored.rows()),
                        values.length,
                        stored.data());
        base.session().kernels().decode(matrix, (int) row, 0, values.length, values, 0);
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /// What the base says under gains.
    private Reply greedy(int[] prompt, Gains gains) {
        int vocabulary = base.model().config().vocabulary();
        int room = Math.min(tokens, base.session().context() - prompt.length);
        float[] logits = new float[Math.multiplyExact(room, vocabulary)];
        int[] read = Arrays.copyOf(prompt, prompt.length + room - 1);
        int rows = 0;
        try (Sequence sequence = base.session().sequence()) {
            int[] next = prompt;
            while (rows < room) {
                Batch batch = new Batch();
                batch.add(sequence, next, Batch.Want.LAST);
                Logits found = base.session().forward(batch, ForwardTap.NONE, _ -> gains);
                int at = rows * vocabulary;
                System.arraycopy(found.values(), found.from(0, 0), logits, at, vocabulary);
                int token = found.likeliest(0, 0);
                rows++;
                if (rows == room || base.tokenizer().isEndOfGeneration(token)) {
                    break;
                }
                read[prompt.length + rows - 1] = token;
                next = new int[] {token};
            }
        }
        return new Reply(Arrays.copyOf(read, prompt.length + rows - 1), rows, vocabulary, logits);
    }

    private static int likeliest(float[] logits, int from, int vocabulary) {
        int best = 0;
        for (int i = 1; i < vocabulary; i++) {
            if (logits[from + i] > logits[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /// A prompt and what followed it.
    private static final class Reply {
        final int[] tokens;
        final int rows;
        final int vocabulary;
        final float[] logits;

        /// @param tokens prompt and reply but for its last token
        /// @param logits shape [rows, vocabulary], of the last tokens; stale behind
        Reply(int[] tokens, int rows, int vocabulary, float[] logits) {
            this.tokens = tokens;
            this.rows = rows;
            this.vocabulary = vocabulary;
            this.logits = logits;
        }

        /// Logits of the same positions in another model.
        ///
        /// @return shape [rows, vocabulary]
        float[] again(LoadedModel model, Gains gains) {
            float[] copy = new float[rows * vocabulary];
            try (Sequence sequence = model.session().sequence()) {
                Batch batch = new Batch();
                batch.add(sequence, tokens, rows);
                Logits found = model.session().forward(batch, ForwardTap.NONE, _ -> gains);
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(
                            found.values(), found.from(0, i), copy, i * vocabulary, vocabulary);
                }
            }
            return copy;
        }
    }
}
