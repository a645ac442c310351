package dev.candor.engine.tokenizer;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufValue;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The two small vocabularies made by `scripts/make-test-vocabularies.py`, as they are or changed.
final class TestVocabularies {
    private TestVocabularies() {}

    static GgufMetadata spm() {
        return read("small-spm.gguf");
    }

    static GgufMetadata spmWithoutPrefix() {
        return with(spm(), "tokenizer.ggml.add_space_prefix", new GgufValue.Bool(false));
    }

    /// As `scripts/record-golden-tokens.py` makes one.
    static GgufMetadata spmOfPhi3() {
        GgufMetadata named = with(spm(), "general.name", new GgufValue.Text("Phi-3 in small"));
        List<String> tokens = new ArrayList<>(named.strings("tokenizer.ggml.tokens"));
        tokens.set(tokens.indexOf("<note>>"), "<|endoftext|>");
        return with(named, "tokenizer.ggml.tokens", GgufStrings.of(tokens));
    }

    /// With the pre-tokenizer `llama-bpe`.
    static GgufMetadata bpe() {
        return read("small-bpe.gguf");
    }

    /// The same metadata with one key changed, or left out if the value is null.
    static GgufMetadata with(GgufMetadata file, String key, @Nullable GgufValue value) {
        Map<String, GgufValue> metadata = new LinkedHashMap<>(file.metadata());
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }
        return new Edited(file.path(), metadata);
    }

    static GgufMetadata withPre(String pre) {
        return with(bpe(), "tokenizer.ggml.pre", new GgufValue.Text(pre));
    }

    static Path resource(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(TestVocabularies.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GgufMetadata read(String name) {
        try (GgufFile file = GgufFile.open(resource(name))) {
            return new Edited(file.path(), file.metadata());
        }
    }

    private record Edited(Path path, Map<String, GgufValue> metadata) implements GgufMetadata {}
}
