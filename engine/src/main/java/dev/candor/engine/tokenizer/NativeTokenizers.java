package dev.candor.engine.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Opens the native tokenizer library, from its jar alone.
final class NativeTokenizers {
    private static final Map<String, String> AS_WRITTEN =
            Map.of("truncation", "false", "padding", "false");

    static {
        // The library would fetch a CUDA build where it sees a GPU, and report its use on cloud
        // machines. Both stay off: nothing here opens a connection.
        setUnlessSet("RUST_FLAVOR", "cpu");
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
    }

    private NativeTokenizers() {}

    /// @param json a whole `tokenizer.json`, UTF-8
    /// @throws IllegalArgumentException if the library refuses it
    static HuggingFaceTokenizer open(byte[] json) {
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), AS_WRITTEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getenv(name) == null && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
