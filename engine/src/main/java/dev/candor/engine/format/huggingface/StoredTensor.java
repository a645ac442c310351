package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.safetensors.SafetensorsTensor;
import java.nio.file.Path;

/// A tensor of a folder as its file has it.
///
/// @param file the shard
/// @param offset of the data in it
/// @param isTransposed whether rows here are columns where the model uses it
public record StoredTensor(
        Path file, long offset, SafetensorsTensor tensor, boolean isTransposed) {}
