package dev.candor.engine.format.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The checked header of a file: what it says of itself, and its tensors in the order of its data.
record SafetensorsHeader(Map<String, String> metadata, Map<String, SafetensorsInfo> tensors) {
    /// Bytes before the header: its length.
    static final int LENGTH_BYTES = 8;

    /// As the format's own reader has it.
    static final long MOST_BYTES = 100_000_000;

    /// The one key that is no tensor.
    static final String METADATA = "__metadata__";

    SafetensorsHeader {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
}
