package dev.candor.app.export;

import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.model.Model;
import dev.candor.lab.export.Accuracy;
import dev.candor.lab.export.EditedModel;
import dev.candor.lab.export.ExportRefusedException;
import dev.candor.lab.export.LoraAdapter;
import dev.candor.lab.export.LoraLayer;
import dev.candor.lab.export.PeftAdapter;
import dev.candor.lab.export.WeightForm;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// One run of `candor export`.
public final class Exporter {
    private final Model model;
    private final Dialling dialling;
    private final String version;
    private final Supplier<String> sha256;

    /// What was written.
    ///
    /// @param kind of it
    /// @param path where
    /// @param form which weights carry the factors
    /// @param tensors by their names in the model's files, and how many neurons of each
    /// @param accuracy of the stored weights
    public record Exported(
            ExportKind kind,
            Path path,
            WeightForm form,
            Map<String, Integer> tensors,
            Accuracy accuracy) {}

    /// @param model as it is stored, to stay open
    /// @param version of this toolkit
    /// @param sha256 of the model; asked for late, since it reads the whole file, and may refuse it
    public Exporter(Model model, Dialling dialling, String version, Supplier<String> sha256) {
        this.model = model;
        this.dialling = dialling;
        this.version = version;
        this.sha256 = sha256;
    }

    /// Writes an export: whole, or nothing at all.
    ///
    /// @param target that does not exist
    /// @param worst largest error that is not refused, as a share
    /// @throws ExportRefusedException if it would change nothing, or not be exact enough
    public Exported write(ExportKind kind, Path target, double worst) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        return kind.isAdapter() ? adapter(kind, target) : edited(kind, target, worst);
    }

    private Exported edited(ExportKind kind, Path target, double worst) throws IOException {
        if (!dialling.hasFactors()) {
            throw new ExportRefusedException(
                    "--alpha is missing, expected a factor for the H-neurons of "
                            + dialling.place());
        }
        EditedModel edited = EditedModel.of(model, dialling.neurons());
        Accuracy accuracy = edited.accuracy();
        if (!(accuracy.worst() <= worst)) {
            throw new ExportRefusedException(
                    String.format(
                            Locale.ROOT,
                            edited.form() == WeightForm.UP_ROW
                                    ? "the stored type holds the factor with an error of %.2f%%, expected at most %.2f%% (--max-error): its 16-bit scales are too small for it, or too large; a LoRA adapter (--as lora-gguf) holds it as it is"
                                    : "quantised again, columns of wDown are off by %.2f%%, expected at most %.2f%% (--max-error); a LoRA adapter (--as lora-gguf) holds the factor as it is",
                            100 * accuracy.worst(),
                            100 * worst));
        }
        ExportNote note = note(kind, edited.form(), accuracy);
        if (kind == ExportKind.GGUF) {
            edited.writeGguf(
                    target, ExportNote.KEYS, note.metadata(), ExportNote.MODEL_SHA256, sha256);
        } else {
            edited.writeFolder(target, () -> Map.of(ExportNote.FILE, note.json(sha256.get())));
        }
        return new Exported(kind, target, edited.form(), edited.tensors(), accuracy);
    }

    private Exported adapter(ExportKind kind, Path target) throws IOException {
        LoraAdapter adapter = LoraAdapter.of(model, dialling.adapterWeights());
        ExportNote note = note(kind, adapter.form(), Accuracy.EXACT);
        if (kind == ExportKind.LORA_GGUF) {
            Map<String, GgufValue> metadata = new LinkedHashMap<>(note.metadata());
            metadata.put(ExportNote.MODEL_SHA256, new GgufValue.Text(sha256.get()));
            adapter.writeGguf(target, metadata);
        } else {
            PeftAdapter.write(
                    target,
                    adapter,
                    model.file(),
                    () -> Map.of(ExportNote.FILE, note.json(sha256.get())));
        }
        Map<String, Integer> tensors = new LinkedHashMap<>();
        for (LoraLayer layer : adapter.layers()) {
            tensors.put(model.file().nameInFile(layer.tensor()), layer.rank());
        }
        return new Exported(kind, target, adapter.form(), tensors, Accuracy.EXACT);
    }

    private ExportNote note(ExportKind kind, WeightForm form, Accuracy accuracy) {
        return new ExportNote(kind, form, model.config().name(), dialling, accuracy, version);
    }
}
