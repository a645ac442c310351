package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.inspect.Inspector;
import dev.candor.app.inspect.ModelFile;
import dev.candor.app.inspect.ModelFileJson;
import dev.candor.engine.format.gguf.GgufModel;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what a model file is, whether or not Candor can run it.
@Command(name = "inspect", description = "Say what a model file is, and whether Candor can run it.")
@CommandGroup.In(CommandGroup.DATA)
final class InspectCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "M",
            arity = "0..1",
            description =
                    "The model: a GGUF file, the folder of a Hugging Face model, or bundled:instruct or"
                            + " bundled:base (default: the bundled test model, instruct).")
    private @Nullable String file;

    @Option(names = "--tensors", description = "List every tensor.")
    private boolean tensors;

    @Option(names = "--metadata", description = "List every metadata key, long values cut.")
    private boolean metadata;

    @Option(
            names = "--no-hash",
            description = "Leave out the SHA-256, which reads all of the model.")
    private boolean noHash;

    @Option(names = "--json", description = "Print JSON, see docs/formats/inspect-json.md.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        ModelSource source = ModelOption.source(spec, file, false);
        try (GgufModel gguf = source.open()) {
            ModelFile model = Inspector.describe(gguf, source.isBundled(), !noHash);
            if (json) {
                out.print(ModelFileJson.write(model, tensors, metadata));
            } else {
                out.print(InspectText.summary(model, ansi));
                if (tensors) {
                    out.print(InspectText.tensors(model, ansi));
                }
                if (metadata) {
                    out.print(InspectText.metadata(model, ansi));
                }
            }
            out.flush();
        }
    }
}
