package dev.candor.app.export;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.model.Model;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.export.ExportRefusedException;
import dev.candor.lab.export.LoraLayer;
import dev.candor.lab.export.MergedModel;
import dev.candor.lab.export.StoredAdapter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of `candor verify`.
public final class VerifyRun {
    private final Path export;
    private final ModelSource source;
    private final Dialling dialling;
    private final VerifyOptions options;
    private final Consumer<String> warn;

    /// How an export is verified.
    ///
    /// @param questions that both models are asked
    /// @param tokens of each reply
    /// @param strength of an adapter; null for what its note says
    /// @param threads to run on
    public record VerifyOptions(
            List<String> questions, int tokens, @Nullable Double strength, int threads) {
        public VerifyOptions {
            questions = List.copyOf(questions);
        }
    }

    /// @param export GGUF file or folder, of an edited model or an adapter
    /// @param source the model that it was made from
    /// @param warn told what makes it slower than it could be
    public VerifyRun(
            Path export,
            ModelSource source,
            Dialling dialling,
            VerifyOptions options,
            Consumer<String> warn) {
        this.export = export;
        this.source = source;
        this.dialling = dialling;
        this.options = options;
        this.warn = warn;
    }

    /// Reads the export back and compares.
    ///
    /// @param base the model that it was made from
    /// @throws ExportRefusedException if the dial leaves everything alone
    public Verification run(LoadedModel base) {
        if (dialling.gains().isNone()) {
            throw new ExportRefusedException(
                    "no neuron has a factor other than 1, expected one: name the dial, or the probe"
                            + " and --alpha, that the export was made with");
        }
        PromptStyle style =
                source.isBundled()
                        ? PromptStyle.BARE
                        : base.template() == null ? PromptStyle.FEW_SHOT : PromptStyle.CHAT;
        Prompter prompter = base.prompter(style);
        List<int[]> prompts = options.questions().stream().map(prompter::prompt).toList();
        Verifier verifier = new Verifier(base, dialling, options.tokens());
        return StoredAdapter.isOne(export)
                ? adapter(base, verifier, prompts)
                : edited(base, verifier, prompts);
    }

    private Verification edited(LoadedModel base, Verifier verifier, List<int[]> prompts) {
        GgufModel file = ModelFiles.open(export);
        RowChanges changes;
        try {
            changes = RowChanges.between(base.model().file(), file);
        } catch (Throwable t) {
            file.close();
            throw t;
        }
        try (LoadedModel edited = load(file)) {
            return verifier.verify(new Verifier.Export(edited, null, null), changes, prompts);
        }
    }

    private Verification adapter(LoadedModel base, Verifier verifier, List<int[]> prompts) {
        List<LoraLayer> layers = StoredAdapter.read(export, base.model().file());
        double strength = strength();
        try (LoadedModel merged = load(new MergedModel(source.open(), layers, strength));
                LoadedModel still = load(new MergedModel(source.open(), layers, 0))) {
            return verifier.verify(
                    new Verifier.Export(merged, strength, still), RowChanges.of(layers), prompts);
        }
    }

    /// 1, at which an adapter does what its factors say; or α − 1 of one that has none.
    private double strength() {
        if (options.strength() != null) {
            return options.strength();
        }
        Double alpha = dialling.alpha();
        return alpha != null && ExportNote.lacksFactors(export) ? alpha - 1 : 1;
    }

    private LoadedModel load(GgufModel file) {
        return LoadedModel.of(Model.of(file), options.threads(), warn);
    }
}
