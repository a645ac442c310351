package dev.candor.engine.model;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import java.nio.file.Path;
import java.util.List;

/// A model ready to run: its shape and its weights, in the file's memory.
public final class Model implements AutoCloseable {
    private static final List<Family> FAMILIES =
            List.of(
                    new LlamaFamily(),
                    new Mistral3Family(),
                    new Gemma2Family(),
                    new Gemma3Family(),
                    new Qwen2Family(),
                    new Qwen3Family(),
                    new Phi3Family(),
                    new Gpt2Family());

    private final GgufModel file;
    private final Family family;
    private final ModelConfig config;
    private final Weights weights;

    private Model(GgufModel file, Family family, ModelConfig config, Weights weights) {
        this.file = file;
        this.family = family;
        this.config = config;
        this.weights = weights;
    }

    /// Maps a GGUF file or the folder of a Hugging Face model, and checks that it is whole.
    ///
    /// @throws MalformedModelException if the file, its family or a tensor cannot be used
    public static Model open(Path path) {
        return of(ModelFiles.open(path));
    }

    /// The model in an open file, which is closed with it, or at once if it cannot be used.
    ///
    /// @throws MalformedModelException if its family or a tensor cannot be used
    public static Model of(GgufModel file) {
        try {
            return read(file);
        } catch (Throwable t) {
            file.close();
            throw t;
        }
    }

    /// Checks that [#of] would take the file, which stays open.
    ///
    /// @throws MalformedModelException if its family or a tensor cannot be used
    public static void check(GgufModel file) {
        Model _ = read(file);
    }

    private static Model read(GgufModel file) {
        Family family = familyOf(file);
        ModelConfig config = family.config(file);
        return new Model(file, family, config, family.weights(file, config));
    }

    /// Values of `general.architecture` that [#open] can run.
    public static List<String> families() {
        return FAMILIES.stream().map(Family::architecture).toList();
    }

    private static Family familyOf(GgufModel file) {
        String found = file.string("general.architecture");
        for (Family family : FAMILIES) {
            if (family.architecture().equals(found)) {
                return family;
            }
        }
        throw new MalformedModelException(
                file.path(),
                "general.architecture",
                "model family `"
                        + found
                        + "` is not supported, expected one of: "
                        + String.join(", ", families()));
    }

    public ModelConfig config() {
        return config;
    }

    public Weights weights() {
        return weights;
    }

    /// The file behind the model, for its metadata and hash.
    public GgufModel file() {
        return file;
    }

    /// Where the neurons of a layer lie in the file.
    public NeuronTensors neurons(int layer) {
        FeedForward ffn = weights.layers().get(layer).feedForward();
        return new NeuronTensors(
                "blk." + layer + ".ffn_up.weight",
                family.rowsBeforeUp(config),
                "blk." + layer + ".ffn_down.weight",
                ffn.wGate() != null && ffn.wUp().bias() == null);
    }

    /// ‖wDown[:, j]‖₂ of one layer, from the decoded weights the model multiplies with.
    ///
    /// @return shape [ffn]
    public float[] downColumnNorms(int layer, Kernels kernels) {
        Matrix down = weights.layers().get(layer).feedForward().wDown().weight();
        double[] squares = new double[down.columns()];
        float[] row = new float[down.columns()];
        for (int r = 0; r < down.rows(); r++) {
            kernels.decode(down, r, 0, row.length, row, 0);
            for (int j = 0; j < row.length; j++) {
                squares[j] += (double) row[j] * row[j];
            }
        }
        float[] norms = new float[row.length];
        for (int j = 0; j < norms.length; j++) {
            norms[j] = (float) Math.sqrt(squares[j]);
        }
        return norms;
    }

    /// The same of some columns, to the bit, without decoding all others.
    ///
    /// @param neurons columns j, in any order
    /// @return shape [neurons]
    public float[] downColumnNorms(int layer, int[] neurons, Kernels kernels) {
        Matrix down = weights.layers().get(layer).feedForward().wDown().weight();
        int block = down.type().blockValues();
        float[] decoded = new float[block];
        float[] norms = new float[neurons.length];
        for (int k = 0; k < neurons.length; k++) {
            int at = neurons[k] % block;
            double squares = 0;
            for (int r = 0; r < down.rows(); r++) {
                kernels.decode(down, r, neurons[k] - at, block, decoded, 0);
                squares += (double) decoded[at] * decoded[at];
            }
            norms[k] = (float) Math.sqrt(squares);
        }
        return norms;
    }

    /// Closes the file; no session may be running on it.
    @Override
    public void close() {
        file.close();
    }
}
