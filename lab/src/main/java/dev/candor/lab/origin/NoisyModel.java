package dev.candor.lab.origin;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgmlType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A model with noise on its weights. The touched tensors are F32, off the heap; all others stay as
/// they are, and so do the files.
public final class NoisyModel implements GgufModel {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Kernels DECODER = new ScalarKernels();

    private final GgufModel stored;
    private final Noise noise;
    private final Arena arena = Arena.ofShared();
    private final Map<String, GgufTensor> noisy = new LinkedHashMap<>();

    /// @param stored closed with this one
    public NoisyModel(GgufModel stored, NeuronColumns neurons, Noise noise) {
        this.stored = stored;
        this.noise = noise;
        SplittableRandom seeds = new SplittableRandom(noise.seed());
        for (int layer = 0; layer < neurons.layers(); layer++) {
            long up = seeds.nextLong();
            long down = seeds.nextLong();
            long gate = seeds.nextLong();
            boolean[] touched = touched(neurons, layer, noise.only());
            if (touched.length > 0) {
                disturb("blk.%d.ffn_up.weight".formatted(layer), touched, false, up);
                disturb("blk.%d.ffn_down.weight".formatted(layer), touched, true, down);
            }
            String name = "blk.%d.ffn_gate.weight".formatted(layer);
            if (noise.only() == null && stored.hasTensor(name)) {
                disturb(name, touched, false, gate);
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

    /// @param byColumn whether a neuron is a column
    private void disturb(String name, boolean[] touched, boolean byColumn, long seed) {
        GgufTensor from = stored.tensor(name);
        int rows = Math.toIntExact(from.rows());
        int columns = Math.toIntExact(from.columns());
        Matrix weights = new Matrix(from.type(), rows, columns, from.data());
        // A gate in the same tensor lies before the neurons' rows; it is noised with all of them.
        int gate = byColumn ? 0 : rows - touched.length;
        MemorySegment to = arena.allocate(4L * rows * columns, Long.BYTES);
        float[] decoded = new float[columns];
        double weight = 0;
        double drawn = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            DECODER.decode(weights, r, 0, columns, decoded, 0);
            for (int c = 0; c < columns; c++) {
                to.set(FLOAT, 4L * ((long) r * columns + c), decoded[c]);
                if (isTouched(touched, byColumn ? c : r - gate)) {
                    double each = random.nextGaussian();
                    weight += (double) decoded[c] * decoded[c];
                    drawn += each * each;
                }
            }
        }
        double factor = drawn == 0 ? 0 : noise.size() * Math.sqrt(weight / drawn);
        random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (isTouched(touched, byColumn ? c : r - gate)) {
                    long at = 4L * ((long) r * columns + c);
                    to.set(FLOAT, at, (float) (to.get(FLOAT, at) + factor * random.nextGaussian()));
                }
            }
        }
        noisy.put(
                name, new GgufTensor(from.file(), from.name(), TensorType.F32, from.dims(), 0, to));
    }

    private boolean isTouched(boolean[] touched, int neuron) {
        return neuron < 0 ? noise.only() == null : touched[neuron];
    }

    @Override
    public GgufTensor tensor(String name) {
        GgufTensor own = noisy.get(name);
        return own == null ? stored.tensor(name) : own;
    }

    @Override
    public Map<String, GgufTensorInfo> listing() {
        Map<String, GgufTensorInfo> listing = new LinkedHashMap<>(stored.listing());
        noisy.forEach((name, tensor) -> listing.put(name, info(name, tensor)));
        return Collections.unmodifiableMap(listing);
    }

    private static GgufTensorInfo info(String name, GgufTensor tensor) {
        return new GgufTensorInfo(
                name,
                TensorType.F32.ggmlId(),
                GgmlType.F32,
                tensor.dims(),
                0,
                tensor.data().byteSize());
    }

    @Override
    public boolean hasTensor(String name) {
        return stored.hasTensor(name);
    }

    @Override
    public Path path() {
        return stored.path();
    }

    @Override
    public Map<String, GgufValue> metadata() {
        return stored.metadata();
    }

    @Override
    public @Nullable Path tokenizerJson() {
        return stored.tokenizerJson();
    }

    @Override
    public boolean hasRowsAsTrained() {
        return stored.hasRowsAsTrained();
    }

    @Override
    public String nameInFile(String name) {
        return stored.nameInFile(name);
    }

    @Override
    public String format() {
        return stored.format() + ", with noise";
    }

    @Override
    public long byteSize() {
        return stored.byteSize();
    }

    /// Another than that of the stored model.
    @Override
    public String sha256() {
        String text = "noise %s %s".formatted(noise, stored.sha256());
        return FileBytes.sha256(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        stored.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
