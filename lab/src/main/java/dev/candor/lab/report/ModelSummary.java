package dev.candor.lab.report;

import java.util.List;

/// The model that was studied.
///
/// @param name as the file calls itself, or the file's name
/// @param bundled whether it is the bundled test model
/// @param sha256 of the whole model file, 64 lower-case hex digits
/// @param family e.g. `llama`
/// @param layers layers with a feed-forward block
/// @param ffn width of the feed-forward block, neurons a layer
/// @param neurons `layers · ffn`
/// @param parameterTypes storage types of the tensors, in the order to show them
public record ModelSummary(
        String name,
        boolean bundled,
        String sha256,
        String family,
        int layers,
        int ffn,
        long neurons,
        List<ParameterType> parameterTypes) {
    public ModelSummary {
        Check.notBlank(name, "model.name");
        Check.sha256(sha256, "model.sha256");
        Check.that(layers > 0 && ffn > 0, "model has %s layers of %s neurons", layers, ffn);
        Check.that(
                neurons == (long) layers * ffn,
                "model.neurons is %s, expected layers × ffn = %s × %s",
                neurons,
                layers,
                ffn);
        parameterTypes = List.copyOf(parameterTypes);
    }

    /// The name, and that it is the bundled test model where it is.
    String title() {
        return bundled ? name + ", the bundled test model" : name;
    }

    /// The tensors of one storage type.
    ///
    /// @param type e.g. `Q8_0`
    /// @param tensors tensors stored so
    /// @param parameters values in them
    public record ParameterType(String type, int tensors, long parameters) {}
}
