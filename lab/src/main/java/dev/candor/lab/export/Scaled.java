package dev.candor.lab.export;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.huggingface.HuggingFaceFolder;
import dev.candor.engine.format.huggingface.StoredTensor;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.NeuronTensors;
import dev.candor.engine.neuron.NeuronId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One tensor of a model with the weights of some neurons scaled.
///
/// @param name in GGUF
/// @param tensor as its file has it, changed
/// @param neurons how many
record Scaled(String name, ScaledTensor tensor, int neurons) {
    /// Every tensor that factors change, in the order of layers.
    ///
    /// @param alphas factor of each neuron
    /// @throws ExportRefusedException if nothing would change, or a tensor's type cannot be edited
    static List<Scaled> of(Model model, SortedMap<NeuronId, Double> alphas) {
        SortedMap<NeuronId, Double> turned = new TreeMap<>(alphas);
        turned.values().removeIf(alpha -> alpha == 1);
        if (turned.isEmpty()) {
            throw new ExportRefusedException(
                    "no neuron has a factor other than 1, expected one: the export would be the"
                            + " model as it is");
        }
        Map<Integer, SortedMap<Integer, Double>> layers = new TreeMap<>();
        turned.forEach((neuron, alpha) ->
                layers.computeIfAbsent(neuron.layer(), _ -> new TreeMap<>())
                        .put(neuron.index(), alpha));
        List<Scaled> scaled = new ArrayList<>();
        layers.forEach((layer, factors) -> scaled.add(of(model, layer, factors)));
        return scaled;
    }

    private static Scaled of(Model model, int layer, SortedMap<Integer, Double> factors) {
        NeuronTensors at = model.neurons(layer);
        String name = at.scalesByRow() ? at.up() : at.down();
        SortedMap<Integer, Double> places = new TreeMap<>();
        int first = at.scalesByRow() ? at.firstRow() : 0;
        factors.forEach((neuron, alpha) -> places.put(first + neuron, alpha));
        ScaledTensor tensor =
                model.file() instanceof HuggingFaceFolder folder
                        ? stored(folder.stored(name), at.scalesByRow(), places)
                        : stored(model.file().tensor(name), at.scalesByRow(), places);
        return new Scaled(name, tensor, factors.size());
    }

    private static ScaledTensor stored(
            GgufTensor tensor, boolean byRow, SortedMap<Integer, Double> places) {
        int columns = Math.toIntExact(tensor.columns());
        if (byRow) {
            return new ScaledRows(
                    tensor.type(), tensor.type().rowBytes(columns), tensor.data(), places);
        }
        requireCodec(tensor.name(), tensor.type());
        return new ScaledColumns(
                tensor.type(), Math.toIntExact(tensor.rows()), columns, tensor.data(), places);
    }

    private static ScaledTensor stored(
            StoredTensor stored, boolean byRow, SortedMap<Integer, Double> places) {
        List<Long> shape = stored.tensor().shape();
        if (shape.size() != 2) {
            throw new MalformedModelException(
                    stored.file(),
                    "tensor " + stored.tensor().name(),
                    "has shape " + shape + ", expected two dimensions");
        }
        TensorType type = stored.tensor().type();
        int rows = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.get(1));
        return byRow == stored.isTransposed()
                ? new ScaledColumns(type, rows, columns, stored.tensor().data(), places)
                : new ScaledRows(type, type.rowBytes(columns), stored.tensor().data(), places);
    }

    private static void requireCodec(String name, TensorType type) {
        if (!BlockCodec.has(type)) {
            throw new ExportRefusedException(
                    "tensor %s is %s, whose blocks Candor does not quantise again, expected F32, F16, BF16, Q8_0, Q5_0, Q5_1, Q4_0 or Q4_1: this family has no exact form in rows; a LoRA adapter leaves the weights alone"
                            .formatted(name, type));
        }
    }

    /// Of all of them.
    static Accuracy accuracy(List<Scaled> scaled) {
        return scaled.stream()
                .map(each -> each.tensor.accuracy())
                .reduce(Accuracy.EXACT, Accuracy::and);
    }

    /// Which weights carry the factors.
    static WeightForm form(Model model) {
        return model.neurons(0).scalesByRow() ? WeightForm.UP_ROW : WeightForm.DOWN_COLUMN;
    }
}
