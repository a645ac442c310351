package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgmlType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The folder of a Hugging Face model: `config.json`, `model.safetensors` or shards with their
/// index, `tokenizer.json` and the files beside it. Weights stay in the mapped files, but for norms
/// and matrices that are stored another way than they are used, which are changed once.
///
/// Settings, tensors and types that Candor does not know are refused, with their own names. Offsets
/// of the listing are places in the shard of the tensor.
public final class HuggingFaceFolder implements GgufModel {
    private static final List<FolderFamily> FAMILIES =
            List.of(
                    new LlamaFolder(),
                    new MistralFolder(),
                    new Gemma2Folder(),
                    Gemma3Folder.TEXT,
                    Gemma3Folder.SEEING,
                    QwenFolder.QWEN2,
                    QwenFolder.QWEN3,
                    new Phi3Folder(),
                    new Gpt2Folder());

    private static final String CONFIG = "config.json";

    /// Files of the tokenizer that are read where they are, in the order of the hash.
    private static final List<String> BESIDE =
            List.of(
                    "generation_config.json",
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "chat_template.jinja");

    private final Path folder;
    private final Translation translation;
    private final Shards shards;
    private final Arena arena = Arena.ofShared();
    private final Map<String, FolderTensor> tensors = new LinkedHashMap<>();
    private final Map<String, GgufTensorInfo> listing = new LinkedHashMap<>();
    private final Map<String, GgufTensor> read = new ConcurrentHashMap<>();
    private volatile @Nullable String sha256;

    private HuggingFaceFolder(Path folder, Translation translation, Shards shards) {
        this.folder = folder;
        this.translation = translation;
        this.shards = shards;
    }

    /// Maps the folder's files and checks their headers.
    ///
    /// @throws MalformedModelException if a file is missing or malformed, or one says what Candor
    ///   does not know
    public static HuggingFaceFolder open(Path folder) {
        ConfigJson config = ConfigJson.read(folder.resolve(CONFIG));
        FolderFamily family = familyOf(config);
        ConfigJson text = family.within(config);
        text.defaults(family.defaults());
        text.skip("tie_word_embeddings");
        Path name = folder.toAbsolutePath().normalize().getFileName();
        Translation to = new Translation(text, family.architecture(), String.valueOf(name));
        family.translate(to);
        text.requireAllKnown();
        HuggingFaceFolder opened = new HuggingFaceFolder(folder, to, Shards.open(folder));
        try {
            opened.name(family);
            return opened;
        } catch (Throwable t) {
            opened.close();
            throw t;
        }
    }

    private static FolderFamily familyOf(ConfigJson config) {
        String found = config.text("model_type");
        for (FolderFamily family : FAMILIES) {
            if (family.modelType().equals(found)) {
                return family;
            }
        }
        throw config.wrong(
                "model_type",
                "one of: "
                        + FAMILIES.stream()
                                .map(FolderFamily::modelType)
                                .collect(Collectors.joining(", ")));
    }

    /// Gives every tensor its name in GGUF.
    private void name(FolderFamily family) {
        // Whoever ties the output to the embedding uses no other, even if there is one.
        boolean tied = translation.config().flag("tie_word_embeddings", true);
        shards.owners()
                .forEach((name, file) -> {
                    TensorNames.Target target = family.names().target(name);
                    if (target == null) {
                        throw new MalformedModelException(
                                file.path(),
                                "tensor " + name,
                                "is not part of the family `"
                                        + family.modelType()
                                        + "` as Candor runs it");
                    }
                    String gguf = target.gguf();
                    if (gguf != null && !(tied && gguf.equals("output.weight"))) {
                        add(gguf, new FolderTensor(name, file, target.change()));
                    }
                });
        translation.tensors().forEach((gguf, values) -> made(gguf, values));
        FolderTensor embedding = tensors.get("token_embd.weight");
        if (embedding != null) {
            long rows = embedding.file().tensor(embedding.name()).shape().getFirst();
            int expected = translation.config().count("vocab_size");
            if (rows != expected) {
                throw new MalformedModelException(
                        embedding.file().path(),
                        "tensor " + embedding.name(),
                        "has " + rows + " rows, expected the vocab_size of " + expected);
            }
        }
    }

    private void add(String gguf, FolderTensor tensor) {
        FolderTensor other = tensors.put(gguf, tensor);
        if (other != null) {
            throw new MalformedModelException(
                    tensor.file().path(),
                    "tensor " + tensor.name(),
                    "is the same as " + other.name() + ", expected one of them");
        }
        listing.put(gguf, tensor.info(gguf));
    }

    /// A vector that follows from settings.
    private void made(String gguf, float[] values) {
        MemorySegment data = arena.allocate(Math.max(1, values.length) * (long) Float.BYTES);
        MemorySegment.copy(MemorySegment.ofArray(values), 0, data, 0, values.length * 4L);
        long[] dims = {values.length};
        MemorySegment exact = data.asSlice(0, values.length * (long) Float.BYTES);
        Path config = folder.resolve(CONFIG);
        read.put(gguf, new GgufTensor(config, gguf, TensorType.F32, dims, 0, exact));
        listing.put(
                gguf,
                new GgufTensorInfo(
                        gguf,
                        TensorType.F32.ggmlId(),
                        GgmlType.byId(TensorType.F32.ggmlId()),
                        dims,
                        0,
                        exact.byteSize()));
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public Map<String, GgufValue> metadata() {
        return Collections.unmodifiableMap(translation.metadata());
    }

    @Override
    public Map<String, GgufTensorInfo> listing() {
        return Collections.unmodifiableMap(listing);
    }

    @Override
    public GgufTensor tensor(String name) {
        GgufTensor known = read.get(name);
        if (known != null) {
            return known;
        }
        String stored = info(name).name();
        FolderTensor tensor = Objects.requireNonNull(tensors.get(stored));
        return read.computeIfAbsent(name, _ -> tensor.read(arena));
    }

    /// The tensor of this GGUF name as its shard has it.
    ///
    /// @throws MalformedModelException if there is none, or none in a shard
    public StoredTensor stored(String name) {
        FolderTensor tensor = tensors.get(info(name).name());
        if (tensor == null || tensor.change() == TensorChange.PLUS_ONE) {
            throw new MalformedModelException(
                    folder, "tensor " + name, "is not stored as it is used, expected it to be");
        }
        return tensor.stored();
    }

    /// The files of its tensors, by name.
    public Map<String, Path> shards() {
        Map<String, Path> paths = new LinkedHashMap<>();
        shards.files().forEach((name, file) -> paths.put(name, file.path()));
        return paths;
    }

    @Override
    public boolean hasRowsAsTrained() {
        return true;
    }

    @Override
    public String nameInFile(String name) {
        FolderTensor tensor = tensors.get(name);
        if (tensor != null) {
            return tensor.name();
        }
        String setting = translation.settings().get(name);
        return setting == null ? name : CONFIG + ": " + setting;
    }

    @Override
    public Path tokenizerJson() {
        return folder.resolve("tokenizer.json");
    }

    @Override
    public String format() {
        int files = shards.files().size();
        return "Hugging Face folder, %d file%s of safetensors"
                .formatted(files, files == 1 ? "" : "s");
    }

    /// Bytes of all shards.
    @Override
    public long byteSize() {
        return shards.files().values().stream().mapToLong(SafetensorsFile::byteSize).sum();
    }

    /// The SHA-256 of what `sha256sum` prints of `config.json`, the index if there is one, the
    /// shards by name, and those of `generation_config.json`, `tokenizer.json`,
    /// `tokenizer_config.json` and `chat_template.jinja` that exist, in this order: of each a line
    /// of its SHA-256, two spaces and its name.
    @Override
    public String sha256() {
        String known = sha256;
        if (known == null) {
            known = hash();
            sha256 = known;
        }
        return known;
    }

    private String hash() {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(CONFIG)));
        Path index = shards.index();
        if (index != null) {
            files.add(index);
        }
        shards.files().values().forEach(shard -> files.add(shard.path()));
        BESIDE.stream().map(folder::resolve).filter(Files::exists).forEach(files::add);
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            lines.append(FileBytes.sha256(file)).append("  ").append(file.getFileName());
            lines.append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        return FileBytes.sha256(MemorySegment.ofArray(text));
    }

    @Override
    public void close() {
        shards.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
