package dev.candor.app.inspect;

import dev.candor.engine.format.gguf.GgmlType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.SplitModel;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Describes a model file or folder.
public final class Inspector {
    private static final String TEMPLATE = "tokenizer.chat_template";

    private final GgufModel file;
    private final LooseMetadata metadata;
    private final String prefix;

    private Inspector(GgufModel file) {
        this.file = file;
        this.metadata = new LooseMetadata(file);
        this.prefix = metadata.text("general.architecture") + ".";
    }

    /// Reads the header of `file`, and with `hash` all of it.
    ///
    /// @param bundled whether it is the bundled test model
    public static ModelFile describe(GgufModel file, boolean bundled, boolean hash) {
        return new Inspector(file).describe(bundled, hash);
    }

    private ModelFile describe(boolean bundled, boolean hash) {
        String template = template();
        return new ModelFile(
                String.valueOf(file.path().toAbsolutePath().normalize().getFileName()),
                bundled,
                file.format(),
                switch (file) {
                    case GgufFile gguf -> gguf.version();
                    case SplitModel split -> split.version();
                    default -> null;
                },
                file.byteSize(),
                hash ? file.sha256() : null,
                metadata.text("general.name"),
                metadata.text("general.architecture"),
                Model.families(),
                Obstacles.of(file),
                shape(),
                rope(),
                tokenizer(),
                template == null ? null : template.length(),
                file.listing().values().stream().mapToLong(GgufTensorInfo::values).sum(),
                types(),
                tensors(),
                file.metadata());
    }

    private @Nullable String template() {
        return file.tokenizerJson() == null
                ? metadata.text(TEMPLATE)
                : ChatTemplate.sourceOf(file).orElse(null);
    }

    private ModelFile.Shape shape() {
        Long layers = metadata.integer(prefix + "block_count");
        Long width = metadata.integer(prefix + "embedding_length");
        Long heads = metadata.integer(prefix + "attention.head_count");
        Long headDim = metadata.integer(prefix + "attention.key_length");
        if (headDim == null && width != null && heads != null && heads > 0) {
            headDim = width / heads;
        }
        Long kvHeads =
                file.has(prefix + "attention.head_count_kv")
                        ? metadata.integer(prefix + "attention.head_count_kv")
                        : heads;
        return new ModelFile.Shape(
                layers,
                metadata.integer(prefix + "feed_forward_length"),
                neurons(layers),
                metadata.integer(prefix + "expert_count", 0),
                width,
                heads,
                kvHeads,
                headDim,
                metadata.integer(prefix + "context_length"));
    }

    /// One number for all layers, or an array with a number for each.
    private @Nullable Long neurons(@Nullable Long layers) {
        long[] ffn = metadata.integers(prefix + "feed_forward_length");
        boolean perLayer = file.value(prefix + "feed_forward_length") instanceof GgufValue.Array;
        if (ffn == null || layers == null) {
            return null;
        }
        return perLayer ? (Long) Arrays.stream(ffn).sum() : (Long) (layers * ffn[0]);
    }

    private ModelFile.Rope rope() {
        String rope = prefix + "rope.";
        Double legacy = metadata.real(rope + "scale_linear");
        String type = metadata.text(rope + "scaling.type");
        Double factor = metadata.real(rope + "scaling.factor");
        return new ModelFile.Rope(
                metadata.real(rope + "freq_base"),
                metadata.integer(rope + "dimension_count"),
                type != null ? type : legacy != null && legacy != 1 ? "linear" : "none",
                factor != null ? factor : legacy,
                metadata.integer(rope + "scaling.original_context_length"),
                file.hasTensor("rope_freqs.weight") || file.hasTensor("rope_factors_short.weight"));
    }

    private ModelFile.TokenizerKind tokenizer() {
        Long tokens = metadata.size("tokenizer.ggml.tokens");
        return new ModelFile.TokenizerKind(
                file.tokenizerJson() == null
                        ? metadata.text("tokenizer.ggml.model")
                        : "tokenizer.json",
                metadata.text("tokenizer.ggml.pre"),
                tokens != null ? tokens : metadata.integer(prefix + "vocab_size"));
    }

    private List<ModelFile.TypeTotal> types() {
        Map<String, ModelFile.TypeTotal> totals = new LinkedHashMap<>();
        for (GgufTensorInfo info : file.listing().values()) {
            totals.merge(
                    info.typeName(),
                    new ModelFile.TypeTotal(
                            info.typeName(), isSupported(info), 1, info.values(), bytes(info)),
                    Inspector::sum);
        }
        List<ModelFile.TypeTotal> sorted = new ArrayList<>(totals.values());
        sorted.sort(Comparator.comparingLong(ModelFile.TypeTotal::parameters).reversed());
        return sorted;
    }

    private static ModelFile.TypeTotal sum(ModelFile.TypeTotal a, ModelFile.TypeTotal b) {
        Long bytes = a.bytes() == null || b.bytes() == null ? null : a.bytes() + b.bytes();
        return new ModelFile.TypeTotal(
                a.type(),
                a.supported(),
                a.tensors() + b.tensors(),
                a.parameters() + b.parameters(),
                bytes);
    }

    static boolean isSupported(GgufTensorInfo info) {
        GgmlType type = info.type();
        return type != null && type.supported() != null;
    }

    private static @Nullable Long bytes(GgufTensorInfo info) {
        return info.byteSize() < 0 ? null : info.byteSize();
    }

    private List<ModelFile.TensorEntry> tensors() {
        return file.listing().values().stream()
                .map(info ->
                        new ModelFile.TensorEntry(
                                info.name(),
                                info.typeName(),
                                Arrays.stream(info.dims()).boxed().toList(),
                                info.offset(),
                                bytes(info)))
                .toList();
    }
}
