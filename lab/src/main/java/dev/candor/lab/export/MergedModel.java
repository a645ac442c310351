package dev.candor.lab.export;

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
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model with an adapter added to its weights: what a runtime computes that keeps them apart. The
/// adapted tensors are F32, off the heap; all others stay as they are.
public final class MergedModel implements GgufModel {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Kernels DECODER = new ScalarKernels();

    private final GgufModel stored;
    private final double strength;
    private final Arena arena = Arena.ofShared();
    private final Map<String, GgufTensor> merged = new LinkedHashMap<>();

    /// @param stored closed with this one, or at once if the adapter does not fit
    /// @param strength s; 0 leaves every weight as it is, but in F32
    public MergedModel(GgufModel stored, List<LoraLayer> layers, double strength) {
        this.stored = stored;
        this.strength = strength;
        try {
            for (LoraLayer layer : layers) {
                merged.put(layer.tensor(), merge(layer));
            }
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    private GgufTensor merge(LoraLayer layer) {
        GgufTensor from = stored.tensor(layer.tensor()).expect(layer.inputs(), layer.outputs());
        Matrix weights = new Matrix(from.type(), layer.outputs(), layer.inputs(), from.data());
        long rowBytes = (long) layer.inputs() * Float.BYTES;
        MemorySegment to = arena.allocate(layer.outputs() * rowBytes, Long.BYTES);
        float[] decoded = new float[layer.inputs()];
        double[] row = new double[layer.inputs()];
        for (int out = 0; out < layer.outputs(); out++) {
            DECODER.decode(weights, out, 0, layer.inputs(), decoded, 0);
            for (int in = 0; in < row.length; in++) {
                row[in] = decoded[in];
            }
            for (int r = 0; r < layer.rank(); r++) {
                double factor = strength * layer.b()[out * layer.rank() + r];
                if (factor != 0) {
                    for (int in = 0; in < row.length; in++) {
                        row[in] += factor * layer.a()[r * row.length + in];
                    }
                }
            }
            for (int in = 0; in < row.length; in++) {
                to.set(FLOAT, out * rowBytes + (long) in * Float.BYTES, (float) row[in]);
            }
        }
        return new GgufTensor(from.file(), from.name(), TensorType.F32, from.dims(), 0, to);
    }

    @Override
    public GgufTensor tensor(String name) {
        GgufTensor adapted = merged.get(name);
        return adapted == null ? stored.tensor(name) : adapted;
    }

    @Override
    public Map<String, GgufTensorInfo> listing() {
        Map<String, GgufTensorInfo> listing = new LinkedHashMap<>(stored.listing());
        merged.forEach((name, tensor) -> listing.put(name, info(name, tensor)));
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
        return stored.format() + ", with an adapter";
    }

    @Override
    public long byteSize() {
        return stored.byteSize();
    }

    /// Another than that of the stored model.
    @Override
    public String sha256() {
        String text = "lora %s %s".formatted(strength, stored.sha256());
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
