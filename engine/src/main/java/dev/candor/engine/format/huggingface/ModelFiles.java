package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.SplitModel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens what a user names as a model.
public final class ModelFiles {
    private ModelFiles() {}

    /// A GGUF file, or the first of several that a model is split into, or the folder of a Hugging
    /// Face model.
    ///
    /// @throws MalformedModelException if it is neither, or not whole and sound
    public static GgufModel open(Path path) {
        return Files.isDirectory(path) ? HuggingFaceFolder.open(path) : SplitModel.open(path);
    }
}
