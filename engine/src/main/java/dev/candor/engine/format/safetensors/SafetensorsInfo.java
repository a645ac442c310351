package dev.candor.engine.format.safetensors;

import java.util.List;

/// What the file says about one tensor, whether or not Candor can run its type.
///
/// @param shape rows before columns: the last dimension is the fastest; empty for a single value
/// @param offset absolute in the file
/// @param byteSize bytes of data
public record SafetensorsInfo(
        String name, SafetensorsType type, List<Long> shape, long offset, long byteSize) {

    public SafetensorsInfo {
        shape = List.copyOf(shape);
    }
}
