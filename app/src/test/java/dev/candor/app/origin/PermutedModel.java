package dev.candor.app.origin;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.SparseWeights;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A copy of a model that computes the same with its neurons in another order: an exact twin with
/// another inside.
///
/// @param to where each neuron goes, as columns, within its layer
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record PermutedModel(NeuronColumns neurons, int[] to) {
    public static PermutedModel random(NeuronColumns neurons, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] to = new int[neurons.count()];
        for (int j = 0; j < to.length; j++) {
            int first = j - j % neurons.ffn();
            int other = first + random.nextInt(j - first + 1);
            to[j] = to[other];
            to[other] = j;
        }
        return new PermutedModel(neurons, to);
    }

    /// Writes the copy; F32 and F16 only.
    public void write(GgufModel from, Path file) throws IOException {
        GgufWriter writer = new GgufWriter();
        from.metadata().forEach(writer::metadata);
        for (String name : from.listing().keySet()) {
            GgufTensor tensor = from.tensor(name);
            MemorySegment data =
                    MemorySegment.ofArray(tensor.data().toArray(ValueLayout.JAVA_BYTE));
            if (name.matches("blk\\.\\d+\\.ffn_(gate|up|down)\\.weight")) {
                move(tensor, data, Integer.parseInt(name.split("\\.", -1)[1]));
            }
            writer.tensor(name, tensor.type(), tensor.dims(), data);
        }
        writer.write(file);
    }

    private void move(GgufTensor from, MemorySegment data, int layer) {
        boolean columns = from.name().contains("down");
        int bytes =
                switch (from.type()) {
                    case F32 -> 4;
                    case F16 -> 2;
                    default ->
                            throw new IllegalArgumentException(
                                    from.type() + ", expected F32 or F16");
                };
        for (long r = 0; r < from.rows(); r++) {
            for (long c = 0; c < from.columns(); c++) {
                long row = columns ? r : place(layer, (int) r);
                long column = columns ? place(layer, (int) c) : c;
                MemorySegment.copy(
                        from.data(),
                        bytes * (r * from.columns() + c),
                        data,
                        bytes * (row * from.columns() + column),
                        bytes);
            }
        }
    }

    private int place(int layer, int index) {
        return to[layer * neurons.ffn() + index] - layer * neurons.ffn();
    }

    /// The probe that reads the copy as `probe` reads the model.
    public Probe carry(Probe probe) {
        double[] dense = new double[to.length];
        for (int k = 0; k < probe.weights().size(); k++) {
            dense[to[probe.weights().column(k)]] = probe.weights().value(k);
        }
        return new Probe(
                SparseWeights.of(dense),
                probe.intercept(),
                probe.threshold(),
                probe.C(),
                probe.position(),
                probe.neurons(),
                probe.scale(),
                probe.from());
    }
}
