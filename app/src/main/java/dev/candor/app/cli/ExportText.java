package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.bundled.Stage;
import dev.candor.app.export.Dialling;
import dev.candor.app.export.Exporter;
import dev.candor.lab.export.Accuracy;
import dev.candor.lab.export.WeightForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `export` wrote, and how it is run elsewhere.
final class ExportText {
    /// Values that vLLM's `--max-lora-rank` takes.
    private static final List<Integer> VLLM_RANKS = List.of(1, 8, 16, 32, 64, 128, 256, 320, 512);

    private ExportText() {}

    /// @param force whether the dial was made on another model, so that `verify` needs the word too
    static String of(
            Exporter.Exported exported, Dialling dialling, ModelSource source, boolean force) {
        List<String> lines = new ArrayList<>();
        int neurons = exported.tensors().values().stream().mapToInt(Integer::intValue).sum();
        lines.add(
                "%s: %d neurons of %s%s, %s in %d tensors"
                        .formatted(
                                exported.path(),
                                neurons,
                                source,
                                source.isBundled() ? ", the bundled test model" : "",
                                exported.form().description(),
                                exported.tensors().size()));
        if (!exported.kind().isAdapter()) {
            lines.add("  " + accuracy(exported.accuracy(), dialling));
            if (exported.form() == WeightForm.DOWN_COLUMN) {
                lines.add(
                        "  this family has no exact form in rows; blocks of wDown that hold a neuron are"
                                + " quantised again, where there are blocks");
            }
        }
        if (exported.kind().isAdapter()) {
            lines.add(
                    "  on a model in other types than this one's, or with 8-bit activations, alpha = 0"
                            + " cancels as well as those round");
        }
        lines.add("  run it:   " + run(exported, dialling, source));
        lines.add("  check it: " + check(exported, dialling, source, force));
        return String.join("\n", lines) + "\n";
    }

    private static String accuracy(Accuracy accuracy, Dialling dialling) {
        if (accuracy.equals(Accuracy.EXACT)) {
            return "every factor is stored exactly";
        }
        if (dialling.alpha() == null) {
            return String.format(
                    Locale.ROOT,
                    "factors are stored at %.4f to %.4f of what was asked for, worst error %.3f%%",
                    accuracy.least(),
                    accuracy.greatest(),
                    100 * accuracy.worst());
        }
        return String.format(
                Locale.ROOT,
                "effective alpha %.5g to %.5g, asked for %s; worst error %.3f%%",
                accuracy.least() * dialling.alpha(),
                accuracy.greatest() * dialling.alpha(),
                dialling.alpha(),
                100 * accuracy.worst());
    }

    private static String run(Exporter.Exported exported, Dialling dialling, ModelSource source) {
        String path = quoted(exported.path().toString());
        String model = source.isBundled() ? "MODEL" : quoted(source.toString());
        return switch (exported.kind()) {
            case GGUF -> "llama-cli -m " + path;
            case SAFETENSORS -> "vllm serve " + path;
            case LORA_GGUF ->
                    dialling.hasFactors()
                            ? "llama-cli -m %s --lora %s".formatted(model, path)
                            : "llama-cli -m %s --lora-scaled %s:S, S = alpha - 1"
                                    .formatted(model, path);
            case LORA_PEFT -> peft(exported, dialling, path);
        };
    }

    private static String peft(Exporter.Exported exported, Dialling dialling, String path) {
        int rank = exported.tensors().values().stream().mapToInt(Integer::intValue).max().orElse(1);
        int allowed = VLLM_RANKS.stream().filter(most -> most >= rank).findFirst().orElse(0);
        if (allowed == 0) {
            return "with PEFT; its rank of " + rank + " is beyond what vLLM takes";
        }
        return "vllm serve BASE --enable-lora --max-lora-rank %d --lora-modules dial=%s%s"
                .formatted(
                        allowed,
                        path,
                        dialling.hasFactors()
                                ? ""
                                : "; its strength is alpha - 1, for which vLLM has no setting: export"
                                        + " with --alpha");
    }

    private static String check(
            Exporter.Exported exported, Dialling dialling, ModelSource source, boolean force) {
        List<String> words = new ArrayList<>(List.of("./candor", "verify"));
        words.add(quoted(exported.path().toString()));
        if (!source.argument().equals(ModelSource.PREFIX + Stage.INSTRUCT.label())) {
            words.add("--against");
            words.add(quoted(source.toString()));
        }
        if (!dialling.place().equals(ProbeOption.BUNDLED)) {
            words.add("--" + dialling.kind());
            words.add(quoted(dialling.place()));
        }
        if (!dialling.kind().equals("dial")) {
            words.add("--alpha " + (dialling.alpha() == null ? "A" : dialling.alpha()));
        }
        if (force) {
            words.add("--force");
        }
        return String.join(" ", words);
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
