package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.TextTable.Align.LEFT;
import static dev.candor.app.cli.TextTable.Align.RIGHT;

import dev.candor.app.find.Judging;
import dev.candor.app.find.Referee;
import dev.candor.app.find.RunFiles;
import dev.candor.lab.answer.Inquiry;
import dev.candor.lab.answer.JudgeAgreement;
import dev.candor.lab.answer.JudgeAgreement.Sample;
import dev.candor.lab.answer.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares judges with the verdicts that files carry: the rule, and a model if one is named.
@Command(
        name = "judge-agreement",
        description = "Compare our judges with the verdicts that files of responses carry.",
        footer = {
            "",
            "A file has one JSON object a line: the question, its answers, 'responses' and their",
            "'judges' (true, false or uncertain), or one 'response' and its 'judge'."
        })
@CommandGroup.In(CommandGroup.DATA)
final class JudgeAgreementCommand implements Callable<Integer> {
    /// @param judge who judged
    /// @param files each file, and all of them
    /// @param counts of what was asked of a model
    private record Result(String judge, List<JudgeAgreement> files, Inquiry.Counts counts) {}

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files of responses with verdicts.")
    private List<Path> files;

    @Mixin private JudgeOption judge;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Judge N responses of each file, drawn at random (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Of the draw (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description =
                    "Keep a model's replies here, so that a repeated command asks only what is new"
                            + " (default: they are not kept).")
    private @Nullable Path cache;

    @Option(names = "--threads", description = "Threads of --judge-model (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        require(
                spec,
                limit >= 1 && threads >= 1,
                "--limit is %d and --threads is %d, expected at least 1".formatted(limit, threads));
        Judging.By by = judge.by();
        List<Result> results = new ArrayList<>(List.of(judged(new Judging.By.Rule(), Path.of(""))));
        if (!(by instanceof Judging.By.Rule)) {
            results.add(
                    cache == null ? judgedOnce(by) : judged(by, Files.createDirectories(cache)));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(results));
        } else {
            results.forEach(result -> print(result, results.size() > 1, out));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private Result judgedOnce(Judging.By by) throws IOException {
        Path folder = Files.createTempDirectory("candor-judge");
        try {
            return judged(by, folder);
        } finally {
            RunFiles.delete(folder);
            Files.delete(folder);
        }
    }

    private Result judged(Judging.By by, Path folder) {
        PrintWriter err = spec.commandLine().getErr();
        try (Referee referee =
                Referee.open(new Judging(by, false), folder, threads, err::println)) {
            return new Result(
                    referee.described(),
                    JudgeAgreement.ofFiles(files, new Sample(limit, seed), referee.judge()),
                    referee.counts());
        }
    }

    private static void print(Result result, boolean named, PrintWriter out) {
        if (named) {
            out.println("judge: " + Printable.line(result.judge()));
        }
        result.files().forEach(agreement -> print(agreement, out));
        if (result.counts().asked() > 0) {
            out.printf(
                    Locale.ROOT,
                    "asked of %,d replies, of %,d more than once; %,d without a valid verdict, which count as unclear%n",
                    result.counts().asked(),
                    result.counts().repeated(),
                    result.counts().invalid());
        }
    }

    private static void print(JudgeAgreement agreement, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d responses, agreement %.2f%%, kappa %.3f%n",
                Printable.line(agreement.name()),
                agreement.responses(),
                100 * agreement.agreement(),
                agreement.kappa());
        TextTable table = new TextTable(LEFT, RIGHT, RIGHT, RIGHT);
        table.row(
                "theirs \\ ours",
                name(Verdict.CORRECT),
                name(Verdict.WRONG),
                name(Verdict.UNCLEAR));
        for (Verdict theirs : Verdict.values()) {
            Map<Verdict, Long> row = agreement.counts().getOrDefault(theirs, Map.of());
            table.row(
                    name(theirs),
                    count(row, Verdict.CORRECT),
                    count(row, Verdict.WRONG),
                    count(row, Verdict.UNCLEAR));
        }
        table.lines().forEach(out::println);
    }

    private static String count(Map<Verdict, Long> row, Verdict ours) {
        return String.format(Locale.ROOT, "%,d", row.getOrDefault(ours, 0L));
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String json(List<Result> results) {
        ArrayNode judges = JsonMapper.shared().createArrayNode();
        for (Result result : results) {
            ObjectNode node = judges.addObject().put("judge", result.judge());
            if (result.counts().asked() > 0) {
                node.put("asked", result.counts().asked());
                node.put("repeated", result.counts().repeated());
                node.put("invalid", result.counts().invalid());
            }
            ArrayNode into = node.putArray("files");
            result.files().forEach(agreement -> add(agreement, into.addObject()));
        }
        return judges.toString();
    }

    private static void add(JudgeAgreement agreement, ObjectNode file) {
        file.put("file", agreement.name());
        file.put("responses", agreement.responses());
        number(file, "agreement", agreement.agreement());
        number(file, "kappa", agreement.kappa());
        ObjectNode counts = file.putObject("counts");
        agreement
                .counts()
                .forEach((theirs, row) -> {
                    ObjectNode ours = counts.putObject(name(theirs));
                    row.forEach((verdict, n) -> ours.put(name(verdict), n));
                });
    }

    private static void number(ObjectNode into, String key, double value) {
        if (Double.isNaN(value)) {
            into.putNull(key);
        } else {
            into.put(key, value);
        }
    }
}
