package dev.candor.lab.origin;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.gguf.OverlaidModel;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A model with noise on its weights. The touched tensors are F32, off the heap; all others stay as
/// they are, and so do the files.
public final class NoisyModel extends OverlaidModel {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Noise noise;
    private final Map<String, Part> parts = new HashMap<>();

    /// What of a tensor is disturbed.
    ///
    /// @param touched its neurons that are
    /// @param byColumn whether a neuron is a column
    /// @param seed of its noise
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    private record Part(boolean[] touched, boolean byColumn, long seed) {}

    /// @param stored closed with this one
    public NoisyModel(GgufModel stored, NeuronColumns neurons, Noise noise) {
        super(stored, TensorType.F32, "with noise", "noise " + noise);
        this.noise = noise;
        SplittableRandom seeds = new SplittableRandom(noise.seed());
        for (int layer = 0; layer < neurons.layers(); layer++) {
            long up = seeds.nextLong();
            long down = seeds.nextLong();
            long gate = seeds.nextLong();
            boolean[] touched = touched(neurons, layer, noise.only());
            if (touched.length > 0) {
                parts.put("blk.%d.ffn_up.weight".formatted(layer), new Part(touched, false, up));
                parts.put("blk.%d.ffn_down.weight".formatted(layer), new Part(touched, true, down));
            }
            if (noise.only() == null) {
                parts.put(
                        "blk.%d.ffn_gate.weight".formatted(layer), new Part(touched, false, gate));
            }
        }
    }

    /// Which neurons of a layer are touched; empty for none.
    private static boolean[] touched(NeuronColumns neurons, int layer, @Nullable NeuronSet only) {
        boolean[] touched = new boolean[neurons.ffn()];
        if (only == null) {
            Arrays.fill(touched, true);
            return touched;
        }
        int[] indices = only.indices(layer);
        for (int index : indices) {
            touched[index] = true;
        }
        return indices.length == 0 ? new boolean[0] : touched;
    }

    @Override
    protected boolean isOverlaid(GgufTensorInfo below) {
        return parts.containsKey(below.name());
    }

    @Override
    protected void fill(String name, GgufTensor below, MemorySegment to) {
        Part part = Objects.requireNonNull(parts.get(name));
        int rows = Math.toIntExact(below.rows());
        int columns = Math.toIntExact(below.columns());
        Matrix weights = new Matrix(below.type(), rows, columns, below.data());
        // A gate in the same tensor lies before the neurons' rows; it is noised with all of them.
        int gate = part.byColumn ? 0 : rows - part.touched.length;
        float[] decoded = new float[columns];
        double weight = 0;
        double drawn = 0;
        SplittableRandom random = new SplittableRandom(part.seed);
        for (int r = 0; r < rows; r++) {
            weights.decode(r, 0, columns, decoded, 0);
            for (int c = 0; c < columns; c++) {
                to.setAtIndex(FLOAT, (long) r * columns + c, decoded[c]);
                if (isTouched(part, part.byColumn ? c : r - gate)) {
                    double each = random.nextGaussian();
                    weight += (double) decoded[c] * decoded[c];
                    drawn += each * each;
                }
            }
        }
        double factor = drawn == 0 ? 0 : noise.size() * Math.sqrt(weight / drawn);
        random = new SplittableRandom(part.seed);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (isTouched(part, part.byColumn ? c : r - gate)) {
                    long at = (long) r * columns + c;
                    double value = to.getAtIndex(FLOAT, at) + factor * random.nextGaussian();
                    to.setAtIndex(FLOAT, at, (float) value);
                }
            }
        }
    }

    private boolean isTouched(Part part, int neuron) {
        return neuron < 0 ? noise.only() == null : part.touched[neuron];
    }
}
