package dev.candor.app.inspect;

import dev.candor.engine.format.gguf.GgufValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a model file says of itself. Null stands for what the file does not say.
///
/// @param file the name of the file or folder, without what it lies in
/// @param bundled whether it is the bundled test model
/// @param format how it is stored, for people
/// @param ggufVersion 2 or 3, null for a folder
/// @param bytes of the file, or of a folder's shards
/// @param sha256 of all of it, null if it was not asked for
/// @param name as the file calls itself
/// @param family value of `general.architecture`
/// @param families those that Candor runs
/// @param obstacles what keeps Candor from running it; empty if it can
/// @param shape layers and their sizes
/// @param rope rotary position embedding
/// @param tokenizer vocabulary and how text becomes tokens
/// @param chatTemplateChars length of the chat template, null if there is none
/// @param parameters values in all tensors
/// @param types one entry a storage type, most parameters first
/// @param tensors every tensor, in file order
/// @param metadata every key, in file order
public record ModelFile(
        String file,
        boolean bundled,
        String format,
        @Nullable Integer ggufVersion,
        long bytes,
        @Nullable String sha256,
        @Nullable String name,
        @Nullable String family,
        List<String> families,
        List<String> obstacles,
        Shape shape,
        Rope rope,
        TokenizerKind tokenizer,
        @Nullable Integer chatTemplateChars,
        long parameters,
        List<TypeTotal> types,
        List<TensorEntry> tensors,
        Map<String, GgufValue> metadata) {
    public ModelFile {
        families = List.copyOf(families);
        obstacles = List.copyOf(obstacles);
        types = List.copyOf(types);
        tensors = List.copyOf(tensors);
    }

    /// Whether Candor can run the model.
    public boolean isRunnable() {
        return obstacles.isEmpty();
    }

    /// Sizes of a model.
    ///
    /// @param layers L
    /// @param ffn neurons a layer, null also where layers differ
    /// @param neurons of all layers together, those of experts not among them
    /// @param experts 0 for a model without
    /// @param width d
    /// @param heads query heads, null also where layers differ
    /// @param kvHeads key and value heads, null also where layers differ
    /// @param headDim values a head
    /// @param context longest sequence the model was made for
    public record Shape(
            @Nullable Long layers,
            @Nullable Long ffn,
            @Nullable Long neurons,
            long experts,
            @Nullable Long width,
            @Nullable Long heads,
            @Nullable Long kvHeads,
            @Nullable Long headDim,
            @Nullable Long context) {}

    /// Rotary position embedding.
    ///
    /// @param base of the frequencies
    /// @param dimensions of a head that turn
    /// @param scaling `none` or the kind that the file names
    /// @param factor of the scaling
    /// @param originalContext before scaling
    /// @param perFrequencyFactors whether a tensor slows each frequency by a factor of its own
    public record Rope(
            @Nullable Double base,
            @Nullable Long dimensions,
            String scaling,
            @Nullable Double factor,
            @Nullable Long originalContext,
            boolean perFrequencyFactors) {}

    /// How text becomes tokens.
    ///
    /// @param model value of `tokenizer.ggml.model`, or `tokenizer.json`
    /// @param preTokenizer value of `tokenizer.ggml.pre`
    /// @param vocabulary number of tokens
    public record TokenizerKind(
            @Nullable String model, @Nullable String preTokenizer, @Nullable Long vocabulary) {}

    /// The tensors of one storage type.
    ///
    /// @param type public name, e.g. `Q8_0`
    /// @param supported whether Candor can read it
    /// @param bytes null if the type is unknown
    public record TypeTotal(
            String type, boolean supported, int tensors, long parameters, @Nullable Long bytes) {}

    /// One tensor.
    ///
    /// @param dims ggml order, columns first
    /// @param offset absolute in the file
    /// @param bytes null if the type is unknown
    public record TensorEntry(
            String name, String type, List<Long> dims, long offset, @Nullable Long bytes) {}
}
