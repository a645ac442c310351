package dev.candor.engine.format.huggingface;

import java.util.ArrayList;
import java.util.List;

/// Reads `layer_types`.
final class LayerTypes {
    private LayerTypes() {}

    /// Whether each layer has a window.
    static List<Boolean> windows(ConfigJson config) {
        List<Boolean> windows = new ArrayList<>();
        for (String type : config.texts("layer_types")) {
            windows.add(
                    switch (type) {
                        case "sliding_attention" -> true;
                        case "full_attention" -> false;
                        default ->
                                throw config.problem(
                                        "layer_types",
                                        "names `"
                                                + type
                                                + "`, expected full_attention or sliding_attention");
                    });
        }
        int layers = config.count("num_hidden_layers");
        if (windows.size() != layers) {
            throw config.problem(
                    "layer_types",
                    "has " + windows.size() + " entries, expected " + layers + ", one a layer");
        }
        return windows;
    }
}
