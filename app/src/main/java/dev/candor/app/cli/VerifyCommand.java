package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.export.Dialling;
import dev.candor.app.export.Verification;
import dev.candor.app.export.VerificationJson;
import dev.candor.app.export.VerifyRun;
import dev.candor.app.find.QuestionSource;
import dev.candor.engine.model.Model;
import dev.candor.lab.corpus.Fact;
import dev.candor.lab.corpus.FactsCorpus;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionReader;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads an export back and compares it with the dial it was made from.
@Command(
        name = "verify",
        description = "Read an export back; does it do what the dial does?",
        footer = {
            "",
            "Lists the tensors and rows that changed, and compares logits and likeliest",
            "tokens along replies of the model under the dial. Exit code 9 if they are not",
            "what they should be."
        })
@CommandGroup.In(CommandGroup.USE)
final class VerifyCommand implements Callable<Integer> {
    private static final int PROMPTS = 24;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "EXPORT", description = "What 'export' wrote: a file or a folder.")
    private Path export;

    @Option(
            names = "--against",
            paramLabel = "M",
            description =
                    "The model that it was made from (default: the bundled test model, instruct).")
    private @Nullable String model;

    @Mixin private DialOption dial;

    @Option(
            names = "--strength",
            paramLabel = "S",
            description =
                    "Strength of an adapter (default: 1; of one that was exported without factors,"
                            + " alpha - 1).")
    private @Nullable Double strength;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Ask these, e.g. FILE:40 (default: 24 of our own).")
    private @Nullable String questions;

    @Option(
            names = "--max-tokens",
            defaultValue = "16",
            description = "Of each reply (default: ${DEFAULT-VALUE}).")
    private int maxTokens;

    @Mixin private MaxErrorOption maxError;

    @Mixin private ThreadsOption threads;

    @Option(
            names = "--force",
            description = "Use a probe or dial that was made on another model file.")
    private boolean force;

    @Option(names = "--json", description = "Print JSON, see docs/formats/export.md.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireAtLeast(spec, "--max-tokens", maxTokens, 1);
        require(spec, maxTokens <= 256, "--max-tokens is " + maxTokens + ", expected at most 256");
        maxError.check();
        threads.check();
        require(
                spec,
                strength == null || Double.isFinite(strength),
                "--strength is " + strength + ", expected a finite number");
        ModelSource source = ModelOption.source(spec, model, false);
        Dialling dialling = dial.read(source);
        PrintWriter err = spec.commandLine().getErr();
        List<ModelCheck.Bound> bound =
                List.of(new ModelCheck.Bound(dialling.place(), dialling.binding()));
        VerifyRun.VerifyOptions options =
                new VerifyRun.VerifyOptions(
                        questions(source), maxTokens, strength, maxError.share(), threads.count());
        try (Model opened = Model.of(source.open());
                ModelCheck check = new ModelCheck(bound, source, opened, force, err)) {
            Verification found =
                    new VerifyRun(export, source, dialling, options, err::println).run(opened);
            check.require();
            String sha256 = opened.file().sha256();
            spec.commandLine()
                    .getOut()
                    .print(
                            json
                                    ? VerificationJson.of(found, export, dialling, sha256)
                                    : VerifyText.of(found, export, dialling));
            spec.commandLine().getOut().flush();
            return (found.holds() ? ExitCode.OK : ExitCode.OTHER_RESULT).code();
        }
    }

    private List<String> questions(ModelSource source) throws IOException {
        if (questions != null) {
            return read(QuestionSource.parse(questions, PROMPTS, CandorCommand.of(spec)::bundle));
        }
        if (source instanceof ModelSource.InBundle bundled) {
            return read(
                    QuestionSource.bundled(bundled.bundle(), List.of("people-test"), PROMPTS)
                            .getFirst());
        }
        return FactsCorpus.some(PROMPTS).stream().map(Fact::question).toList();
    }

    private static List<String> read(QuestionSource source) throws IOException {
        return new QuestionReader()
                .read(source.file(), null).questions().stream()
                        .map(Question::text)
                        .limit(source.limit())
                        .toList();
    }
}
