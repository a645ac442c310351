package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import java.util.Map;

/// What a model is read from, by the names that GGUF gives keys and tensors: a GGUF file, or files
/// of another format translated to them. May be used from several threads; data of a closed one
/// must not be touched.
public interface GgufModel extends GgufMetadata, AutoCloseable {
    /// Every tensor, of whatever type, unmodifiable, in file order.
    Map<String, GgufTensorInfo> listing();

    /// The tensor of this name.
    ///
    /// @throws MalformedModelException if there is none, or its type is not one that Candor reads
    GgufTensor tensor(String name);

    /// What is known of the tensor of this name, of whatever type.
    ///
    /// @throws MalformedModelException if there is none
    default GgufTensorInfo info(String name) {
        GgufTensorInfo info = listing().get(name);
        if (info == null) {
            throw new MalformedModelException(
                    path(),
                    "tensor " + nameInFile(name),
                    "not among the " + listing().size() + " tensors, expected it there");
        }
        return info;
    }

    /// Whether there is a tensor of this name, of whatever type.
    default boolean hasTensor(String name) {
        return listing().containsKey(name);
    }

    /// Whether the rows of queries and keys stand as the model was trained, so that in every family
    /// rotation pairs the dimensions i and i + n/2 of a head. A GGUF file's do not: its converter
    /// moves those of `llama` so that 2i and 2i + 1 are pairs.
    default boolean hasRowsAsTrained() {
        return false;
    }

    /// What the files call a key or a tensor, for messages.
    default String nameInFile(String name) {
        return name;
    }

    /// How the model is stored, for people: `GGUF version 3`.
    String format();

    /// Bytes of all files that were opened.
    long byteSize();

    /// Names the model and all that running it depends on, in lower-case hex; computed at the first
    /// call, which reads all files. Of a GGUF file it is the file's SHA-256.
    ///
    /// @throws MalformedModelException if a file cannot be read or has changed its size
    String sha256();

    /// Gives the memory back; tensors can no longer be read.
    @Override
    void close();
}
