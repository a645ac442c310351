package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.parsed;
import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.comply.BenchFile;
import dev.candor.app.comply.BenchKind;
import dev.candor.app.comply.Keeping;
import dev.candor.app.comply.Keeping.NamedFile;
import dev.candor.app.comply.MeasureOptions;
import dev.candor.app.find.Judging;
import dev.candor.app.find.QuestionSource;
import dev.candor.lab.compliance.CounterfactualChoices.Shown;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What commands that run benchmarks and measure abilities are asked for alike.
final class MeasureOption {
    /// Below the options.
    static final String KINDS =
            "KIND is falseqa, faitheval, conflictqa, sycophancy, jailbreak or jailbreak-as-is"
                    + " (docs/formats/benchmarks.md).";

    static final String AGAIN =
            "FILE:N takes N items of a file; of conflictqa and sycophancy N that the untouched model"
                    + " answers right beforehand, if there are as many. A killed run goes on where it"
                    + " stopped: repeat the command.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bench",
            paramLabel = "KIND=FILE[:N]",
            description =
                    "A benchmark and its file; repeat for more (default, for the bundled test model:"
                            + " its own four).")
    private List<String> benches = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "RUN",
            description = "Folder of the run; made if it is not there.")
    private Path out;

    @Option(
            names = "--known",
            paramLabel = "FILE[:N]",
            description =
                    "Questions, to see what the change costs: those that the untouched model answers"
                            + " right count (default, for the bundled test model: people-test).")
    private @Nullable String known;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description =
                    "Plain text whose perplexity is measured each time (default, for the bundled test"
                            + " model: its own).")
    private @Nullable Path text;

    @Option(
            names = "--by-line",
            description =
                    "Read each line of --text by itself, as a model was trained that saw single"
                            + " sentences (default: windows of 512 tokens).")
    private boolean byLine;

    @Option(
            names = "--mmlu",
            paramLabel = "PLACE[:N]",
            description =
                    "Multiple choice to answer each time: the folder of MMLU with test and dev, a"
                            + " folder of CSV files, or one.")
    private @Nullable String mmlu;

    @Option(
            names = "--limit",
            description =
                    "Most items of each file, of those that are fit to be asked, evenly drawn by the"
                            + " seed.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--max-tokens",
            description =
                    "Longest reply, where a benchmark would allow a longer one (default: 256, 512 for"
                            + " sycophancy, 1024 for jailbreak).")
    private int maxTokens = Integer.MAX_VALUE;

    @Option(
            names = "--options",
            paramLabel = "HOW",
            defaultValue = "auto",
            description =
                    "How the options of faitheval are put: listed (with letters), hidden (not at all),"
                            + " or auto: hidden from the bundled test model only, which was tuned on"
                            + " bare questions (default: ${DEFAULT-VALUE}).")
    private String shown;

    @Option(
            names = "--verdicts",
            paramLabel = "FILE",
            description =
                    "Stored verdicts on replies to false premises (question, response, judge: ACCEPTED"
                            + " or REFUSED): the judge's agreement with them is reported. Needed with"
                            + " --judge or --judge-model on falseqa, sycophancy and jailbreak.")
    private @Nullable Path verdicts;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Of sampling, draws and bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--width",
            defaultValue = "32",
            description = "Replies that decode together (default: ${DEFAULT-VALUE}).")
    private int width;

    @Mixin private ThreadsOption threads;

    int threads() {
        return threads.count();
    }

    Path out() {
        return out;
    }

    int limit() {
        return limit;
    }

    /// @param source the model that is asked, or the original of two
    MeasureOptions options(ModelSource source, JudgeOption judge) {
        requireAtLeast(command, "--limit", limit, 1);
        requireAtLeast(command, "--max-tokens", maxTokens, 1);
        requireAtLeast(command, "--width", width, 1);
        threads.check();
        require(
                command,
                List.of("auto", "listed", "hidden").contains(shown),
                "--options is '" + shown + "', expected auto, listed or hidden");
        List<BenchFile> files = parsed(command, () -> files(source));
        requireVerdicts(judge, files);
        Judging.By by = judge.by();
        boolean hidden = shown.equals("hidden") || (shown.equals("auto") && source.isBundled());
        return new MeasureOptions(
                files,
                keeping(source),
                hidden ? Shown.NOT_AT_ALL : Shown.LISTED,
                maxTokens,
                by,
                verdicts,
                seed,
                width,
                threads.count(),
                out);
    }

    /// What a model says of replies is used only with its κ beside it: that on false premises,
    /// since nobody's verdicts on the other matters are stored, and the result says so.
    private void requireVerdicts(JudgeOption judge, List<BenchFile> files) {
        List<String> judged =
                files.stream()
                        .map(BenchFile::kind)
                        .filter(BenchKind::isJudged)
                        .map(BenchKind::label)
                        .distinct()
                        .toList();
        require(
                command,
                !judge.isModel() || verdicts != null || judged.isEmpty(),
                "--verdicts is missing, expected stored verdicts on false premises: a model judges %s only with its κ beside it"
                        .formatted(String.join(" and ", judged)));
    }

    /// @throws picocli.CommandLine.ParameterException if no benchmark is named for a model that has
    ///   none of its own
    void requireBench(ModelSource source) {
        require(
                command,
                source.isBundled() || !benches.isEmpty(),
                "--bench is missing, expected a benchmark and its file");
    }

    /// What is named, and of the bundled model what is not named too.
    private Keeping keeping(ModelSource source) {
        Keeping own =
                switch (source) {
                    case ModelSource.InBundle bundled -> Keeping.bundled(bundled.bundle());
                    case ModelSource.InFile file -> new Keeping(null, null, false, null);
                };
        return new Keeping(
                known == null
                        ? own.known()
                        : QuestionSource.parse(known, Integer.MAX_VALUE, Bundle::own),
                text == null
                        ? own.text()
                        : new NamedFile(
                                String.valueOf(text.getFileName()), text, Integer.MAX_VALUE),
                text == null ? own.byLine() : byLine,
                mmlu == null ? own.choices() : NamedFile.parse(mmlu));
    }

    private List<BenchFile> files(ModelSource source) {
        if (!benches.isEmpty()) {
            return benches.stream().map(bench -> BenchFile.parse(bench, limit)).toList();
        }
        return switch (source) {
            case ModelSource.InBundle bundled -> BenchFile.bundled(bundled.bundle(), limit);
            case ModelSource.InFile file -> List.of();
        };
    }
}
