package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.parsed;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.export.Dialling;
import dev.candor.app.export.ExportKind;
import dev.candor.app.export.Exporter;
import dev.candor.engine.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes a dial for other runtimes.
@Command(
        name = "export",
        description = "Write a dial for other runtimes: edited weights, or LoRA.",
        footer = {
            "",
            "gguf: the model's file with the neurons' rows of ffn_up scaled, nothing else",
            "touched. safetensors: the same for a folder. lora-gguf: an adapter for",
            "llama.cpp; lora-peft: for PEFT and vLLM. With --alpha or --dial an adapter does",
            "what they say at strength 1; without, its strength is alpha - 1.",
            "'./candor verify' reads an export back and compares it with the dial."
        })
@CommandGroup.In(CommandGroup.USE)
final class ExportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "M",
            description =
                    "The model: a GGUF file, or the folder of a Hugging Face model (default: the"
                            + " bundled test model, instruct).")
    private @Nullable String model;

    @Mixin private DialOption dial;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            required = true,
            description = "gguf, safetensors, lora-gguf or lora-peft.")
    private String kind;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            required = true,
            description = "The file to write, or the folder; must not exist.")
    private Path out;

    @Mixin private MaxErrorOption maxError;

    @Option(
            names = "--force",
            description = "Use a probe or dial that was made on another model file.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        ExportKind as = parsed(spec, () -> ExportKind.named(kind));
        maxError.check();
        ModelSource source = ModelOption.source(spec, model, false);
        Dialling dialling = dial.read(source);
        PrintWriter err = spec.commandLine().getErr();
        List<ModelCheck.Bound> bound =
                List.of(new ModelCheck.Bound(dialling.place(), dialling.binding()));
        try (Model opened = Model.of(source.open());
                ModelCheck check = new ModelCheck(bound, source, opened, force, err)) {
            Exporter exporter =
                    new Exporter(
                            opened,
                            dialling,
                            VersionProvider.projectVersion(),
                            () -> {
                                check.require();
                                return opened.file().sha256();
                            });
            Exporter.Exported exported = exporter.write(as, out, maxError.share());
            spec.commandLine().getOut().print(ExportText.of(exported, dialling, source, force));
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK.code();
    }
}
