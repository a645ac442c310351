package dev.candor.app.export;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.export.ExportRefusedException;
import dev.candor.lab.export.LoraLayer;
import dev.candor.lab.export.MergedModel;
import dev.candor.lab.export.StoredAdapter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of `candor verify`: an export held against the model it was made from, by its bytes, its
/// weights and its logits. Models are run one after the other, so that one is in memory at a time.
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
    /// @param most largest error of a neuron's weights, as a share
    /// @param threads to run on
    public record VerifyOptions(
            List<String> questions,
            int tokens,
            @Nullable Double strength,
            double most,
            int threads) {
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
    /// @param model that it was made from, for its tensors
    /// @throws ExportRefusedException if the dial leaves everything alone
    public Verification run(Model model) {
        if (dialling.gains().isNone()) {
            throw new ExportRefusedException(
                    "no neuron has a factor other than 1, expected one: name the dial, or the probe"
                            + " and --alpha, that the export was made with");
        }
        return StoredAdapter.isOne(export) ? adapter(model) : edited(model);
    }

    private Verification edited(Model model) {
        RowChanges changes;
        List<String> problems;
        try (GgufModel file = ModelFiles.open(export)) {
            changes = RowChanges.between(model.file(), file);
            problems = weights(model).problems(file, changes);
        }
        Gains gains = dialling.gains();
        Replies replies;
        Reference reference;
        try (LoadedModel base = load(source.open())) {
            replies = replies(base, gains);
            reference = new Reference(base, dialling, replies);
        }
        List<Verification.Apart> apart = new ArrayList<>();
        try (LoadedModel edited = load(ModelFiles.open(export))) {
            LogitDifference difference = reference.compare(edited, Gains.NONE, replies, apart);
            return found(changes, null, problems, replies, reference, difference, null, apart);
        }
    }

    private Verification adapter(Model model) {
        List<LoraLayer> layers = StoredAdapter.read(export, model.file());
        double strength = strength();
        RowChanges changes = RowChanges.of(layers);
        Gains gains = dialling.gains();
        Replies replies;
        Reference asStored;
        try (LoadedModel base = load(source.open())) {
            replies = replies(base, gains);
            asStored = new Reference(base, dialling, replies);
        }
        Reference reference;
        LogitDifference stored;
        try (LoadedModel still = load(new MergedModel(source.open(), layers, 0))) {
            stored = asStored.compare(still, gains, replies, new ArrayList<>());
            reference = new Reference(still, dialling, replies);
        }
        List<Verification.Apart> apart = new ArrayList<>();
        try (LoadedModel merged = load(new MergedModel(source.open(), layers, strength))) {
            List<String> problems = weights(model).problems(merged.model().file(), changes);
            LogitDifference difference = reference.compare(merged, Gains.NONE, replies, apart);
            return found(
                    changes, strength, problems, replies, reference, difference, stored, apart);
        }
    }

    private WeightCheck weights(Model model) {
        SortedMap<NeuronId, Double> turned = new TreeMap<>(dialling.neurons());
        turned.values().removeIf(alpha -> alpha == 1);
        return new WeightCheck(model, turned, options.most());
    }

    private Replies replies(LoadedModel base, Gains gains) {
        PromptStyle style =
                source.isBundled()
                        ? PromptStyle.BARE
                        : base.template() == null ? PromptStyle.FEW_SHOT : PromptStyle.CHAT;
        Prompter prompter = base.prompter(style);
        List<int[]> prompts = options.questions().stream().map(prompter::prompt).toList();
        return new Replies(base, gains, prompts, options.tokens());
    }

    private static Verification found(
            RowChanges changes,
            @Nullable Double strength,
            List<String> weights,
            Replies replies,
            Reference reference,
            LogitDifference difference,
            @Nullable LogitDifference stored,
            List<Verification.Apart> apart) {
        int positions = 0;
        for (int r = 0; r < replies.count(); r++) {
            positions += replies.rows(r);
        }
        List<String> problems = new ArrayList<>(weights);
        double bound = reference.allowed();
        if (!(difference.mean() <= bound)) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "logits differ by %.3g on average, expected at most %.3g: 5%% of what the dial does (%.3g) and twice what rounding does (%.3g)",
                            difference.mean(),
                            bound,
                            reference.effect().mean(),
                            reference.rounding().mean()));
        }
        long clear = apart.stream().filter(each -> !each.isNearTie()).count();
        if (clear > 0) {
            problems.add(
                    "%d of %d likeliest tokens differ where it is no near tie, expected none"
                            .formatted(clear, positions));
        }
        return new Verification(
                strength == null ? "edited model" : "adapter",
                strength,
                changes,
                replies.count(),
                positions,
                difference,
                reference.effect(),
                reference.rounding(),
                stored,
                positions - apart.size(),
                apart,
                problems);
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
