package dev.candor.app.comply;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.neuron.NeuronId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Copies of models in GGUF files with the rows of `W_up` of some neurons scaled, which in a gated
/// network without bias is α on those neurons.
public final class EditedModel {
    private EditedModel() {}

    /// @param neurons whose rows are scaled; F32 and F16 only
    public static Path of(Path from, Path to, Collection<NeuronId> neurons, float alpha) {
        try (GgufFile model = GgufFile.open(from)) {
            return of(model, to, neurons, alpha);
        }
    }

    /// The same of an open model.
    public static Path of(GgufModel from, Path to, Collection<NeuronId> neurons, float alpha) {
        GgufWriter writer = new GgufWriter();
        from.metadata().forEach(writer::metadata);
        return write(from, writer, to, neurons, alpha);
    }

    /// The same weights in another file.
    public static Path renamed(Path from, Path to, String name) {
        try (GgufFile model = GgufFile.open(from)) {
            GgufWriter writer = new GgufWriter();
            model.metadata()
                    .forEach((key, value) ->
                            writer.metadata(
                                    key,
                                    key.equals("general.name") ? new GgufValue.Text(name) : value));
            if (!model.has("general.name")) {
                writer.metadata("general.name", new GgufValue.Text(name));
            }
            return write(model, writer, to, List.of(), 1);
        }
    }

    private static Path write(
            GgufModel from, GgufWriter writer, Path to, Collection<NeuronId> neurons, float alpha) {
        for (String name : from.listing().keySet()) {
            GgufTensor tensor = from.tensor(name);
            MemorySegment data =
                    MemorySegment.ofArray(tensor.data().toArray(ValueLayout.JAVA_BYTE));
            for (NeuronId neuron : neurons) {
                if (name.equals("blk." + neuron.layer() + ".ffn_up.weight")) {
                    scale(tensor.type(), data, neuron.index() * tensor.columns(), tensor, alpha);
                }
            }
            writer.tensor(name, tensor.type(), tensor.dims(), data);
        }
        try {
            writer.write(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    private static void scale(
            TensorType type, MemorySegment data, long first, GgufTensor tensor, float alpha) {
        for (long i = first; i < first + tensor.columns(); i++) {
            switch (type) {
                case F32 ->
                        data.set(
                                ValueLayout.JAVA_FLOAT_UNALIGNED,
                                4 * i,
                                alpha * data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * i));
                case F16 ->
                        data.set(
                                ValueLayout.JAVA_SHORT_UNALIGNED,
                                2 * i,
                                Float.floatToFloat16(
                                        alpha
                                                * Float.float16ToFloat(
                                                        data.get(
                                                                ValueLayout.JAVA_SHORT_UNALIGNED,
                                                                2 * i))));
                default -> throw new IllegalArgumentException(type + ", expected F32 or F16");
            }
        }
    }
}
