package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.export.Dialling;
import dev.candor.app.export.Exporter;
import dev.candor.lab.export.Accuracy;
import dev.candor.lab.export.WeightForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `export` wrote, and how it is run elsewhere.
final class ExportText {
    private ExportText() {}

    static String of(Exporter.Exported exported, Dialling dialling, ModelSource source) {
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
                        "  this family has no exact form in rows: blocks of wDown that hold a neuron"
                                + " were quantised again");
            }
        }
        lines.add("  run it:   " + run(exported, dialling, source));
        lines.add("  check it: " + check(exported, dialling, source));
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
        String path = exported.path().toString();
        return switch (exported.kind()) {
            case GGUF -> "llama-cli -m " + path;
            case SAFETENSORS -> "vllm serve " + path;
            case LORA_GGUF ->
                    dialling.hasFactors()
                            ? "llama-cli -m %s --lora %s".formatted(source, path)
                            : "llama-cli -m %s --lora-scaled %s:S, S = alpha - 1"
                                    .formatted(source, path);
            case LORA_PEFT ->
                    "vllm serve BASE --enable-lora --lora-modules dial=%s%s"
                            .formatted(
                                    path,
                                    dialling.hasFactors()
                                            ? ""
                                            : "; its strength is alpha - 1, which vLLM has no setting"
                                                    + " for: export with --alpha");
        };
    }

    private static String check(Exporter.Exported exported, Dialling dialling, ModelSource source) {
        String with =
                dialling.kind().equals("dial")
                        ? " --dial " + dialling.place()
                        : (source.isBundled() ? "" : " --probe " + dialling.place())
                                + (dialling.alpha() == null
                                        ? " --alpha A"
                                        : " --alpha " + dialling.alpha());
        String against = source.isBundled() ? "" : " --against " + source;
        return "./candor verify " + exported.path() + against + with;
    }
}
