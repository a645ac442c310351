package dev.candor.lab.export;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.gguf.OverlaidModel;
import dev.candor.engine.kernel.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A model with an adapter added to its weights: what a runtime computes that keeps them apart. The
/// adapted tensors are F32, off the heap; all others stay as they are.
public final class MergedModel extends OverlaidModel {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final double strength;
    private final Map<String, LoraLayer> layers = new HashMap<>();

    /// @param stored closed with this one, or at once if the adapter does not fit
    /// @param strength s; 0 leaves every weight as it is, but in F32
    public MergedModel(GgufModel stored, List<LoraLayer> layers, double strength) {
        super(stored, TensorType.F32, "with an adapter", "lora " + strength);
        this.strength = strength;
        try {
            for (LoraLayer layer : layers) {
                stored.tensor(layer.tensor()).expect(layer.inputs(), layer.outputs());
                this.layers.put(layer.tensor(), layer);
            }
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    @Override
    protected boolean isOverlaid(GgufTensorInfo below) {
        return layers.containsKey(below.name());
    }

    @Override
    protected void fill(String name, GgufTensor below, MemorySegment to) {
        LoraLayer layer = Objects.requireNonNull(layers.get(name));
        Matrix weights = new Matrix(below.type(), layer.outputs(), layer.inputs(), below.data());
        float[] decoded = new float[layer.inputs()];
        double[] row = new double[layer.inputs()];
        for (int out = 0; out < layer.outputs(); out++) {
            weights.decode(out, 0, layer.inputs(), decoded, 0);
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
                to.setAtIndex(FLOAT, (long) out * row.length + in, (float) row[in]);
            }
        }
    }
}
