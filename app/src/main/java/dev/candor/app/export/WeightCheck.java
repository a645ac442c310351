package dev.candor.app.export;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.NeuronTensors;
import dev.candor.engine.neuron.NeuronId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether the weights of an export are those of its model times the factors of a dial, and all
/// others as they were.
///
/// @param model that the export was made from
/// @param factors neuron → factor other than 1
/// @param most largest error of a neuron's weights as a vector, as a share: of what they should be
///   in a row, of what they were in a column, whose blocks hold other neurons too
record WeightCheck(Model model, SortedMap<NeuronId, Double> factors, double most) {
    /// What f32 rounds, which an adapter is added in.
    private static final double ROUNDING = 1e-6;

    /// @param export the edited model, or its model with the adapter in its weights
    /// @param changes between them
    /// @return what is wrong; empty if nothing is
    List<String> problems(GgufModel export, RowChanges changes) {
        List<String> problems = new ArrayList<>(changes.others());
        if (!problems.isEmpty()) {
            return problems;
        }
        Map<String, SortedSet<Long>> rows = new TreeMap<>();
        factors.forEach((neuron, factor) -> {
            NeuronTensors at = model.neurons(neuron.layer());
            if (at.scalesByRow()) {
                long row = (long) at.firstRow() + neuron.index();
                rows.computeIfAbsent(at.up(), _ -> new TreeSet<>()).add(row);
                row(export, neuron, at.up(), row, factor, problems);
            } else {
                rows.computeIfAbsent(at.down(), _ -> new TreeSet<>())
                        .addAll(changes.tensors().getOrDefault(at.down(), new TreeSet<>()));
            }
        });
        changes.tensors()
                .forEach((tensor, changed) -> {
                    SortedSet<Long> extra = new TreeSet<>(changed);
                    extra.removeAll(rows.getOrDefault(tensor, new TreeSet<>()));
                    if (!extra.isEmpty()) {
                        problems.add(
                                "tensor %s changed in row%s %s, expected it as it was"
                                        .formatted(
                                                tensor,
                                                extra.size() == 1 ? "" : "s",
                                                RowList.of(extra)));
                    }
                });
        if (!model.neurons(0).scalesByRow()) {
            for (int layer = 0; layer < model.config().layers(); layer++) {
                columns(export, layer, problems);
            }
        }
        return problems;
    }

    private void row(
            GgufModel export,
            NeuronId neuron,
            String tensor,
            long row,
            double factor,
            List<String> problems) {
        Fit fit = new Fit();
        fit.add(
                decoded(model.file().tensor(tensor), row),
                decoded(export.tensor(tensor), row),
                factor);
        if (!(fit.error() <= (most * factor + ROUNDING) * fit.size())) {
            problems.add(
                    "neuron %s: row %d of %s is the model's times %s, expected %s"
                            .formatted(neuron, row, tensor, number(fit.ratio()), number(factor)));
        }
    }

    /// Every column of a layer's wDown: those of neurons, their neighbours, all others.
    private void columns(GgufModel export, int layer, List<String> problems) {
        String tensor = model.neurons(layer).down();
        GgufTensor before = model.file().tensor(tensor);
        GgufTensor after = export.tensor(tensor);
        int columns = (int) before.columns();
        Fit[] fits = new Fit[columns];
        double[] wanted = new double[columns];
        for (int j = 0; j < columns; j++) {
            fits[j] = new Fit();
            wanted[j] = factors.getOrDefault(new NeuronId(layer, j), 1.0);
        }
        for (long row = 0; row < before.rows(); row++) {
            float[] was = decoded(before, row);
            float[] is = decoded(after, row);
            for (int j = 0; j < columns; j++) {
                fits[j].add(was[j], is[j], wanted[j]);
            }
        }
        int block = before.type().blockValues();
        for (int j = 0; j < columns; j++) {
            boolean beside = besideOne(layer, j - j % block, block);
            double allowed = beside ? most + ROUNDING : 0;
            if (!(fits[j].error() <= allowed * fits[j].size())) {
                problems.add(
                        "neuron %s: its column of %s is the model's times %s, off by %s of what it was, expected %s"
                                .formatted(
                                        new NeuronId(layer, j),
                                        tensor,
                                        number(fits[j].ratio()),
                                        number(fits[j].error() / fits[j].size()),
                                        number(wanted[j])));
            }
        }
    }

    private boolean besideOne(int layer, int from, int count) {
        return !factors.subMap(new NeuronId(layer, from), new NeuronId(layer, from + count))
                .isEmpty();
    }

    private static float[] decoded(GgufTensor tensor, long row) {
        int columns = (int) tensor.columns();
        float[] values = new float[columns];
        Matrix matrix = new Matrix(tensor.type(), (int) tensor.rows(), columns, tensor.data());
        matrix.decode((int) row, 0, columns, values, 0);
        return values;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /// A vector, what became of it, and what should have.
    private static final class Fit {
        private double squares;
        private double products;
        private double errors;

        void add(float[] was, float[] is, double factor) {
            for (int i = 0; i < was.length; i++) {
                add(was[i], is[i], factor);
            }
        }

        void add(double was, double is, double factor) {
            squares += was * was;
            products += was * is;
            errors += (is - factor * was) * (is - factor * was);
        }

        double size() {
            return Math.sqrt(squares);
        }

        double error() {
            return Math.sqrt(errors);
        }

        double ratio() {
            return squares == 0 ? 1 : products / squares;
        }
    }
}
