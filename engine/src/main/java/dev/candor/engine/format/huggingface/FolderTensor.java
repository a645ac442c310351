package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgmlType;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.format.safetensors.SafetensorsInfo;
import dev.candor.engine.format.safetensors.SafetensorsTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// A tensor of a shard as GGUF would have it.
///
/// @param name in the shard
record FolderTensor(String name, SafetensorsFile file, TensorChange change) {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// @throws MalformedModelException if its type or its number of dimensions is another than
    ///   expected
    FolderTensor {
        List<Long> shape = file.tensor(name).shape();
        if (change == TensorChange.TRANSPOSED && shape.size() != 2) {
            throw new MalformedModelException(
                    file.path(),
                    "tensor " + name,
                    "has shape " + shape + ", expected two dimensions");
        }
    }

    /// @param gguf its name there
    GgufTensorInfo info(String gguf) {
        SafetensorsTensor tensor = file.tensor(name);
        TensorType type = change == TensorChange.PLUS_ONE ? TensorType.F32 : tensor.type();
        long[] dims = dims(tensor.shape());
        long values = 1;
        for (long dim : dims) {
            values *= dim;
        }
        SafetensorsInfo info = file.info(name);
        return new GgufTensorInfo(
                gguf,
                type.ggmlId(),
                GgmlType.byId(type.ggmlId()),
                dims,
                info.offset(),
                values * type.blockBytes());
    }

    StoredTensor stored() {
        SafetensorsInfo info = file.info(name);
        return new StoredTensor(
                file.path(), info.offset(), file.tensor(name), change == TensorChange.TRANSPOSED);
    }

    /// The data, in `arena` where they are changed.
    GgufTensor read(Arena arena) {
        SafetensorsTensor tensor = file.tensor(name);
        TensorType type = tensor.type();
        MemorySegment data = tensor.data();
        switch (change) {
            case NONE -> {}
            case PLUS_ONE -> {
                data = plusOne(type, data, arena);
                type = TensorType.F32;
            }
            case TRANSPOSED -> data = transposed(type, tensor.shape(), data, arena);
        }
        return new GgufTensor(file.path(), name, type, dims(tensor.shape()), 0, data);
    }

    /// ggml order, as the tensor is used.
    private long[] dims(List<Long> shape) {
        if (shape.isEmpty()) {
            return new long[] {1};
        }
        long[] dims = new long[shape.size()];
        for (int i = 0; i < dims.length; i++) {
            boolean same = change == TensorChange.TRANSPOSED;
            dims[i] = shape.get(same ? i : dims.length - 1 - i);
        }
        return dims;
    }

    private static MemorySegment plusOne(TensorType type, MemorySegment from, Arena arena) {
        long values = from.byteSize() / type.blockBytes();
        MemorySegment to = arena.allocate(Math.max(1, values) * Float.BYTES, Float.BYTES);
        for (long i = 0; i < values; i++) {
            to.set(FLOAT, i * Float.BYTES, 1 + PlainValues.get(type, from, i));
        }
        return to.asSlice(0, values * Float.BYTES);
    }

    /// @param shape [inputs, outputs]
    private static MemorySegment transposed(
            TensorType type, List<Long> shape, MemorySegment from, Arena arena) {
        long inputs = shape.get(0);
        long outputs = shape.get(1);
        MemorySegment to = arena.allocate(Math.max(1, from.byteSize()), Float.BYTES);
        for (long out = 0; out < outputs; out++) {
            for (long in = 0; in < inputs; in++) {
                long source = in * outputs + out;
                long target = out * inputs + in;
                if (type == TensorType.F32) {
                    to.set(FLOAT, target * Float.BYTES, from.get(FLOAT, source * Float.BYTES));
                } else {
                    to.set(SHORT, target * Short.BYTES, from.get(SHORT, source * Short.BYTES));
                }
            }
        }
        return to.asSlice(0, from.byteSize());
    }
}
