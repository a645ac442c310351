package dev.candor.app.cli;

import static dev.candor.app.cli.TextTable.Align.LEFT;
import static dev.candor.app.cli.TextTable.Align.RIGHT;

import dev.candor.lab.answer.JudgeAgreement;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares the rule judge with the verdicts that files carry.
@Command(
        name = "judge-agreement",
        description = "Compare our judge with the verdicts that files of responses carry.",
        footer = {
            "",
            "A file has one JSON object a line: the question, its answers, 'responses' and their",
            "'judges' (true, false or uncertain), or one 'response' and its 'judge'."
        })
@CommandGroup.In(CommandGroup.DATA)
final class JudgeAgreementCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files of responses with verdicts.")
    private List<Path> files;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        List<JudgeAgreement> found = JudgeAgreement.ofFiles(files, new RuleJudge()::judge);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(found));
        } else {
            found.forEach(agreement -> print(agreement, out));
        }
        out.flush();
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

    private static String json(List<JudgeAgreement> found) {
        ArrayNode files = JsonMapper.shared().createArrayNode();
        for (JudgeAgreement agreement : found) {
            ObjectNode file = files.addObject().put("file", agreement.name());
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
        return files.toString();
    }

    private static void number(ObjectNode into, String key, double value) {
        if (Double.isNaN(value)) {
            into.putNull(key);
        } else {
            into.put(key, value);
        }
    }
}
