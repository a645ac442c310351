package dev.candor.lab.export;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.FeedForward;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.NeuronTensors;
import dev.candor.engine.neuron.NeuronId;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A dial as a low-rank adapter, one rank a neuron. On wUp A holds the neurons' rows and B says
/// which row each is; on wDown A says which column each is and B holds the columns. At strength s a
/// neuron with weight w in the adapter is multiplied with 1 + s·w.
///
/// @param architecture value of `general.architecture` of its model
/// @param form which weights it adds to
/// @param layers one for each layer with neurons
public record LoraAdapter(String architecture, WeightForm form, List<LoraLayer> layers) {
    public LoraAdapter {
        layers = List.copyOf(layers);
    }

    /// The adapter of a model.
    ///
    /// @param weights neuron → its w: 1 for all, so that s is α − 1; or α − 1, so that s is 1
    /// @throws ExportRefusedException if there is no neuron, or none with a weight other than 0
    public static LoraAdapter of(Model model, SortedMap<NeuronId, Double> weights) {
        Map<Integer, SortedMap<Integer, Double>> byLayer = new TreeMap<>();
        weights.forEach((neuron, weight) -> {
            if (weight != 0) {
                byLayer.computeIfAbsent(neuron.layer(), _ -> new TreeMap<>())
                        .put(neuron.index(), weight);
            }
        });
        if (byLayer.isEmpty()) {
            throw new ExportRefusedException(
                    "no neuron has a factor other than 1, expected one: the adapter would change"
                            + " nothing");
        }
        List<LoraLayer> layers = new ArrayList<>();
        byLayer.forEach((layer, neurons) -> layers.add(layer(model, layer, neurons)));
        return new LoraAdapter(
                model.file().string("general.architecture"), Scaled.form(model), layers);
    }

    private static LoraLayer layer(Model model, int layer, SortedMap<Integer, Double> neurons) {
        NeuronTensors at = model.neurons(layer);
        FeedForward ffn = model.weights().layers().get(layer).feedForward();
        return at.scalesByRow()
                ? rows(at, ffn.wUp().weight(), neurons)
                : columns(at, ffn.wDown().weight(), neurons);
    }

    private static LoraLayer rows(NeuronTensors at, Matrix up, SortedMap<Integer, Double> neurons) {
        int rank = neurons.size();
        int inputs = up.columns();
        int outputs = at.firstRow() + up.rows();
        float[] a = new float[rank * inputs];
        float[] b = new float[Math.multiplyExact(outputs, rank)];
        int r = 0;
        for (Map.Entry<Integer, Double> neuron : neurons.entrySet()) {
            up.decode(neuron.getKey(), 0, inputs, a, r * inputs);
            b[(at.firstRow() + neuron.getKey()) * rank + r] = neuron.getValue().floatValue();
            r++;
        }
        return new LoraLayer(at.up(), inputs, outputs, rank, a, b);
    }

    private static LoraLayer columns(
            NeuronTensors at, Matrix down, SortedMap<Integer, Double> neurons) {
        int rank = neurons.size();
        int inputs = down.columns();
        int outputs = down.rows();
        int block = down.type().blockValues();
        float[] a = new float[Math.multiplyExact(rank, inputs)];
        float[] b = new float[outputs * rank];
        float[] decoded = new float[block];
        int r = 0;
        for (Map.Entry<Integer, Double> neuron : neurons.entrySet()) {
            int j = neuron.getKey();
            a[r * inputs + j] = neuron.getValue().floatValue();
            for (int row = 0; row < outputs; row++) {
                down.decode(row, j - j % block, block, decoded, 0);
                b[row * rank + r] = decoded[j % block];
            }
            r++;
        }
        return new LoraLayer(at.down(), inputs, outputs, rank, a, b);
    }

    /// Ranks over all layers: the neurons.
    public int neurons() {
        return layers.stream().mapToInt(LoraLayer::rank).sum();
    }

    /// Writes llama.cpp's adapter file. Its `alpha` is 0, which has llama.cpp take the strength as
    /// it is: ranks differ from layer to layer, and any other alpha is divided by each one's.
    ///
    /// @param metadata to be added
    public void writeGguf(Path target, Map<String, GgufValue> metadata) throws IOException {
        GgufWriter writer =
                new GgufWriter()
                        .metadata("general.type", new GgufValue.Text("adapter"))
                        .metadata("general.architecture", new GgufValue.Text(architecture))
                        .metadata("adapter.type", new GgufValue.Text("lora"))
                        .metadata("adapter.lora.alpha", new GgufValue.Float32(0));
        metadata.forEach(writer::metadata);
        for (LoraLayer layer : layers) {
            writer.tensor(
                    layer.tensor() + ".lora_a",
                    TensorType.F32,
                    new long[] {layer.inputs(), layer.rank()},
                    MemorySegment.ofArray(layer.a()));
            writer.tensor(
                    layer.tensor() + ".lora_b",
                    TensorType.F32,
                    new long[] {layer.rank(), layer.outputs()},
                    MemorySegment.ofArray(layer.b()));
        }
        writer.write(target);
    }
}
