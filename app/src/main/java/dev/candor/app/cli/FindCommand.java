package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.FindOptions;
import dev.candor.app.find.FindResult;
import dev.candor.app.find.FindRun;
import dev.candor.app.find.Judging;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.find.QuestionSource;
import dev.candor.app.find.Referee;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Stability;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.report.TerminalSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Finds the H-neurons of a model on files of questions.
@Command(
        name = "find",
        description = "Find a model's H-neurons on questions, with honest statistics.",
        footer = {
            "",
            "A killed run goes on where it stopped: repeat the command.",
            "FILE:N takes N questions of a file; bundled:NAME is a file of the bundle."
        })
@CommandGroup.In(CommandGroup.FIND)
final class FindCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private JudgeOption judge;
    @Mixin private SamplerOption sampler;

    @Option(
            names = "--questions",
            paramLabel = "FILE[:N]",
            description =
                    "Questions to train on; repeat for more files (default, for the bundled test"
                            + " model: its own, and its own to evaluate on).")
    private List<String> questions = List.of();

    @Option(
            names = "--answers",
            paramLabel = "F.jsonl",
            description =
                    "Instead of asking --questions: answers of the same model with their answer tokens, as"
                            + " the published pipeline has them; needs --labels.")
    private @Nullable Path answers;

    @Option(
            names = "--replies",
            paramLabel = "RUN",
            description =
                    "A finished run with the same model, seed and sampling: replies it has to the same"
                            + " files of questions are not drawn again.")
    private @Nullable Path replies;

    @Option(
            names = "--labels",
            paramLabel = "IDS.json",
            description = "Which of the answers are right and wrong: {\"t\": [], \"f\": []}.")
    private @Nullable Path labels;

    @Option(
            names = "--eval",
            paramLabel = "FILE[:N]",
            description = "Questions of another kind, to evaluate on only; repeat for more.")
    private List<String> evaluations = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "RUN",
            description = "Folder of the run; made if it is not there.")
    private Path out;

    @Option(
            names = "--format",
            defaultValue = "",
            description = "Name of the files' question format; sniffed if not given.")
    private String format;

    @Option(
            names = "--per-class",
            defaultValue = "1000",
            description = "Most questions kept of each class (default: ${DEFAULT-VALUE}).")
    private int perClass;

    @Option(
            names = "--samples",
            defaultValue = "10",
            description = "Replies sampled of each question (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--consistent",
            defaultValue = "10",
            description =
                    "How many of them must agree; steps down to 7 of 10 while a class has fewer than"
                            + " 200 (default: ${DEFAULT-VALUE}).")
    private int consistent;

    @Option(
            names = "--temperature",
            defaultValue = "1.0",
            description = "Of sampling (default: ${DEFAULT-VALUE}).")
    private float temperature;

    @Option(
            names = "--top-k",
            defaultValue = "50",
            description = "Of sampling, 0 for all (default: ${DEFAULT-VALUE}).")
    private int topK;

    @Option(
            names = "--top-p",
            defaultValue = "0.9",
            description = "Of sampling (default: ${DEFAULT-VALUE}).")
    private float topP;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Of sampling, split, draws and bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--limit", description = "Most questions taken of each --questions file.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--limit-eval", description = "Most questions taken of each --eval file.")
    private int limitEvaluations = Integer.MAX_VALUE;

    @Option(
            names = "--prompt-style",
            defaultValue = "auto",
            description =
                    "auto, chat, bare (chat without an instruction) or few-shot (default:"
                            + " ${DEFAULT-VALUE}).")
    private String promptStyle;

    @Option(
            names = "--position",
            defaultValue = "input",
            description =
                    "Position that probe.json is made for: ${COMPLETION-CANDIDATES}; the report has"
                            + " both (default: ${DEFAULT-VALUE}).")
    private Position position;

    @Option(
            names = "--other",
            defaultValue = "sequence",
            description =
                    "Where the other tokens come from: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private OtherTokens other;

    @Option(
            names = "--c",
            split = ",",
            description =
                    "Values of C to try (default: eight, from 1.5 to 100 times the largest that"
                            + " leaves no neuron).")
    private List<Double> cGrid = List.of();

    @Option(
            names = "--draws",
            defaultValue = "10",
            description = "Random sets of neurons of each control (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--refits",
            defaultValue = "20",
            description =
                    "Fits on resampled training answers, to see how stable the set is (default:"
                            + " ${DEFAULT-VALUE}).")
    private int refits;

    @Option(
            names = "--agreement",
            defaultValue = "100",
            paramLabel = "N",
            description =
                    "Questions of each --eval file that are sampled as often as training questions,"
                            + " for self-consistency and semantic entropy; 0 for none (default:"
                            + " ${DEFAULT-VALUE}).")
    private int agreement;

    @Option(
            names = "--without-texts",
            description =
                    "Leave questions and answers out of the report: for data that is not yours to"
                            + " publish.")
    private boolean withoutTexts;

    @Mixin private ReplyOption reply;

    @Mixin private ThreadsOption threads;

    @Option(
            names = "--spans",
            defaultValue = "rule",
            description =
                    "Who says where in a reply the answer stands: rule, or judge: the model of --judge"
                            + " or --judge-model, which is not told what is right (default:"
                            + " ${DEFAULT-VALUE}).")
    private String spans;

    @Option(names = "--json", description = "Print report.json at the end, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        FindResult result = find(progress);
        spec.commandLine()
                .getOut()
                .print(
                        json
                                ? ReportJson.write(result.report())
                                : TerminalSummary.render(result.report(), out));
        spec.commandLine().getOut().flush();
        return FindEnd.exitCode(result);
    }

    /// Does what was asked and prints nothing but progress.
    FindResult find(Progress progress) throws IOException {
        FindOptions options = options();
        try (Referee referee =
                        Referee.open(options.judging(), out, threads.count(), progress::say);
                LoadedModel loaded =
                        LoadedModel.open(options.model(), threads.count(), progress::say)) {
            String version = VersionProvider.projectVersion();
            return new FindRun(options, loaded, referee, version, progress).run();
        }
    }

    private FindOptions options() throws IOException {
        require(
                spec,
                (answers == null) == (labels == null),
                "--answers and --labels go together, found one of them");
        require(
                spec,
                answers == null || (questions.isEmpty() && sampler.options() == null),
                "--answers takes the place of --questions and --sampler, found both");
        require(
                spec,
                replies == null || !SameFolder.is(replies, out),
                "--replies is --out, expected another run");
        if (answers != null) {
            samples = 1; // what was given is not drawn
            consistent = 1;
        }
        requireAtLeast(spec, "--per-class", perClass, 1);
        requireAtLeast(spec, "--samples", samples, 1);
        requireAtLeast(spec, "--consistent", consistent, samples / 2 + 1);
        reply.check();
        requireAtLeast(spec, "--top-k", topK, 0);
        requireAtLeast(spec, "--limit", limit, 1);
        requireAtLeast(spec, "--limit-eval", limitEvaluations, 1);
        requireAtLeast(spec, "--draws", draws, 10);
        requireAtLeast(spec, "--refits", refits, Stability.LEAST);
        requireAtLeast(spec, "--agreement", agreement, 0);
        threads.check();
        require(
                spec,
                consistent <= samples,
                "--consistent is " + consistent + ", expected at most --samples " + samples);
        require(
                spec,
                temperature >= 0 && Float.isFinite(temperature),
                "--temperature is " + temperature + ", expected 0 or more");
        require(
                spec,
                topP > 0 && topP <= 1,
                "--top-p is " + topP + ", expected above 0 and at most 1");
        TrainedStyle.check(spec, promptStyle);
        require(
                spec,
                List.of("rule", "judge").contains(spans),
                "--spans is '" + spans + "', expected rule or judge");
        Judging.By by = judge.by();
        require(
                spec,
                spans.equals("rule") || !(by instanceof Judging.By.Rule),
                "--spans is 'judge', expected --judge or --judge-model beside it");
        require(
                spec,
                cGrid.stream().allMatch(c -> c > 0 && Double.isFinite(c)),
                "--c is " + cGrid + ", expected numbers above 0");
        ModelSource source = model.source();
        return new FindOptions(
                source,
                training(source),
                evaluation(source),
                out,
                format,
                perClass,
                samples,
                consistent,
                temperature,
                topK,
                topP,
                reply.maxTokens(),
                seed,
                promptStyle,
                position,
                other,
                cGrid.stream().distinct().sorted().toList(),
                draws,
                refits,
                agreement,
                !withoutTexts,
                reply.width(),
                threads.count(),
                new Judging(by, spans.equals("judge")),
                sampler.options(),
                replies,
                labels);
    }

    private List<QuestionSource> training(ModelSource source) {
        if (answers != null) {
            return List.of(
                    new QuestionSource(String.valueOf(answers.getFileName()), answers, limit));
        }
        if (!questions.isEmpty()) {
            return parse(questions, limit);
        }
        return switch (source) {
            case ModelSource.InBundle bundled ->
                    QuestionSource.bundled(
                            bundled.bundle(), bundled.bundle().study().questions(), limit);
            case ModelSource.InFile file ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "--questions is missing, expected a file of questions to train on");
        };
    }

    private List<QuestionSource> evaluation(ModelSource source) {
        boolean own = answers == null && questions.isEmpty() && evaluations.isEmpty();
        return own && source instanceof ModelSource.InBundle(Bundle bundle, _, _)
                ? QuestionSource.bundled(bundle, bundle.study().evaluations(), limitEvaluations)
                : parse(evaluations, limitEvaluations);
    }

    private List<QuestionSource> parse(List<String> files, int otherwise) {
        return files.stream()
                .map(file -> QuestionSource.parse(file, otherwise, CandorCommand.of(spec)::bundle))
                .toList();
    }
}
