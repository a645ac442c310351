package dev.candor.engine.format.safetensors;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A tensor of a type that Candor can run, its data mapped from the file.
///
/// @param shape rows before columns: the last dimension is the fastest; empty for a single value
/// @param data read-only, exactly the tensor's bytes, which may lie at any address; valid until the
///   [SafetensorsFile] is closed
public record SafetensorsTensor(
        String name, TensorType type, List<Long> shape, MemorySegment data) {

    public SafetensorsTensor {
        shape = List.copyOf(shape);
        data = data.asReadOnly();
    }
}
