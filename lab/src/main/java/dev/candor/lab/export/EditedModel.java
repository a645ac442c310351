package dev.candor.lab.export;

import dev.candor.engine.format.AtomicFile;
import dev.candor.engine.format.AtomicFolder;
import dev.candor.engine.format.TensorEdit;
import dev.candor.engine.format.gguf.GgufCopy;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.SplitModel;
import dev.candor.engine.format.huggingface.HuggingFaceFolder;
import dev.candor.engine.format.huggingface.StoredTensor;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.NeuronId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A model whose weights do what gains would, ready to be written. Nothing of it is held in memory
/// but the row at hand.
public final class EditedModel {
    /// What holds weights that were not edited, or is no part of a model.
    private static final String NOT_COPIED =
            "(?i).*\\.(safetensors|bin|pt|pth|gguf|ggml|h5|msgpack|onnx|ot|part)|\\..*|adapter_config\\.json";

    private final Model model;
    private final List<Scaled> scaled;
    private final Accuracy accuracy;

    private EditedModel(Model model, List<Scaled> scaled) {
        this.model = model;
        this.scaled = scaled;
        this.accuracy = Scaled.accuracy(scaled);
    }

    /// Works out what changes, and how exactly the stored types can hold it.
    ///
    /// @param model a GGUF file or folder as it is stored, to stay open
    /// @param alphas factor of each neuron
    /// @throws ExportRefusedException if nothing would change, or a tensor's type cannot be edited
    public static EditedModel of(Model model, SortedMap<NeuronId, Double> alphas) {
        List<Scaled> scaled = Scaled.of(model, alphas);
        if (scaled.stream().noneMatch(each -> each.tensor().changes())) {
            throw new ExportRefusedException(
                    "the stored types round every factor to 1, expected one that changes a weight:"
                            + " the export would be the model as it is");
        }
        return new EditedModel(model, scaled);
    }

    /// Which weights carry the factors.
    public WeightForm form() {
        return Scaled.form(model);
    }

    /// How far they follow the factors.
    public Accuracy accuracy() {
        return accuracy;
    }

    /// Tensors that change, by the names of the model's own files, and how many neurons of each.
    public Map<String, Integer> tensors() {
        Map<String, Integer> neurons = new LinkedHashMap<>();
        scaled.forEach(each -> neurons.put(model.file().nameInFile(each.name()), each.neurons()));
        return neurons;
    }

    /// Writes a GGUF file: whole, or nothing at all.
    ///
    /// @param keys beginning of those that an earlier export left, which go
    /// @param metadata to be added
    /// @param hashKey a further key, for the SHA-256 of the model that was edited
    /// @param sha256 asked for when all else is written
    /// @throws ExportRefusedException if the model is no GGUF file
    public void writeGguf(
            Path target,
            String keys,
            Map<String, GgufValue> metadata,
            String hashKey,
            Supplier<String> sha256)
            throws IOException {
        if (model.file() instanceof SplitModel split) {
            throw new ExportRefusedException(
                    "%s is the first of %d files of a split model, expected one file; gguf-split --merge makes one, whose hash is another (--force)"
                            .formatted(split.path(), split.files()));
        }
        if (!(model.file() instanceof GgufFile file)) {
            throw new ExportRefusedException(
                    "%s is a folder of safetensors, expected a GGUF file; export it as safetensors, or convert it to GGUF first"
                            .formatted(model.file().path()));
        }
        GgufCopy copy = new GgufCopy(file).without(keys);
        metadata.forEach(copy::metadata);
        copy.lateText(hashKey, 64, sha256);
        scaled.forEach(each -> copy.edit(each.name(), each.tensor()));
        copy.write(target);
    }

    /// Writes a folder as the model's own, each shard with the same header: whole, or nothing at
    /// all. Files that hold other weights are left out.
    ///
    /// @param folder to be made
    /// @param note file name → text, written beside
    /// @throws ExportRefusedException if the model is no folder
    public void writeFolder(Path folder, Supplier<Map<String, String>> note) throws IOException {
        if (!(model.file() instanceof HuggingFaceFolder from)) {
            throw new ExportRefusedException(
                    "%s is a GGUF file, expected the folder of a Hugging Face model; export it as gguf"
                            .formatted(model.file().path()));
        }
        Map<Path, List<Scaled>> byShard = new LinkedHashMap<>();
        for (Scaled each : scaled) {
            byShard.computeIfAbsent(from.stored(each.name()).file(), _ -> new ArrayList<>())
                    .add(each);
        }
        AtomicFolder.write(
                folder,
                part -> {
                    for (Map.Entry<String, Path> shard : from.shards().entrySet()) {
                        List<Scaled> edits = byShard.getOrDefault(shard.getValue(), List.of());
                        writeShard(from, shard.getValue(), edits, part.resolve(shard.getKey()));
                    }
                    for (Path other : others(from.path())) {
                        Files.copy(other, part.resolve(other.getFileName()));
                    }
                    for (Map.Entry<String, String> text : note.get().entrySet()) {
                        Files.writeString(part.resolve(text.getKey()), text.getValue());
                    }
                });
    }

    private static void writeShard(
            HuggingFaceFolder from, Path shard, List<Scaled> edits, Path target)
            throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(shard)) {
            AtomicFile.write(
                    target,
                    out -> {
                        out.write(file.content());
                        for (Scaled edit : edits) {
                            StoredTensor stored = from.stored(edit.name());
                            edit.tensor()
                                    .writeTo(
                                            TensorEdit.within(
                                                    stored.tensor().name(),
                                                    stored.offset(),
                                                    stored.tensor().data().byteSize(),
                                                    out));
                        }
                    });
        }
    }

    private static List<Path> others(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).matches(NOT_COPIED))
                    .sorted()
                    .toList();
        }
    }
}
