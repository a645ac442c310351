package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.TextTable.Align.LEFT;
import static dev.candor.app.cli.TextTable.Align.RIGHT;

import dev.candor.lab.answer.Verdict;
import dev.candor.lab.official.ActivationFile;
import dev.candor.lab.official.Alignment.Reason;
import dev.candor.lab.official.AnswerTokensFile;
import dev.candor.lab.official.OfficialAnswer;
import dev.candor.lab.official.OfficialIds;
import dev.candor.lab.official.OfficialSet;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.Roc;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Reads answers of the published pipeline, says what can be used of them, and scores its
/// activations.
@Command(
        name = "read",
        description = "Read the pipeline's answers and labels; score its activations with a probe.",
        footer = {
            "",
            "Rows and ids that give no labelled answer are counted by reason.",
            "A probe scores activations of its own model at the input position, as the pipeline has them."
        })
@CommandGroup.In(CommandGroup.DATA)
final class OfficialReadCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--answers",
            required = true,
            paramLabel = "F.jsonl",
            description =
                    "Answer tokens: {qid: {question, response, tokenized_response, answer_tokens}}.")
    private Path answers;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "IDS.json",
            description = "Labels: {\"t\": [qid, …], \"f\": [qid, …]}.")
    private Path labels;

    @Option(
            names = "--activations",
            paramLabel = "DIR",
            description = "Folder of act_QID.npy files of the answer tokens; needs --probe.")
    private @Nullable Path activations;

    @Option(
            names = "--probe",
            paramLabel = "probe.json",
            description = "Probe that scores the activations.")
    private @Nullable Path probe;

    @Override
    public Integer call() throws IOException {
        require(
                spec,
                (activations == null) == (probe == null),
                "--activations and --probe go together, found one of them");
        OfficialSet set = OfficialSet.of(AnswerTokensFile.read(answers), OfficialIds.read(labels));
        PrintWriter out = spec.commandLine().getOut();
        print(set, out);
        if (activations != null && probe != null) {
            score(set, activations, ProbeFile.read(probe), out);
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private static void print(OfficialSet set, PrintWriter out) {
        TextTable table = new TextTable(RIGHT, LEFT);
        table.row(number(set.rows()), "rows");
        table.row(number(set.aligned()), "whose answer has a place in the response");
        table.row(number(set.again()), "of these with the same tokens again further on");
        reasons(set.notAligned(), table);
        table.row(number(set.count(Verdict.CORRECT)), "answers labelled correct");
        table.row(number(set.count(Verdict.WRONG)), "answers labelled wrong");
        reasons(set.notMatched(), table);
        table.row(number(set.unlabelled()), "rows without a label");
        table.lines().forEach(out::println);
    }

    private static void reasons(Map<Reason, Integer> counts, TextTable table) {
        for (Reason reason : Reason.values()) {
            int count = counts.getOrDefault(reason, 0);
            if (count > 0) {
                table.row(number(count), "lost: " + reason.label());
            }
        }
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private void score(OfficialSet set, Path folder, Probe trained, PrintWriter out)
            throws IOException {
        int found = 0;
        int right = 0;
        double[] scores = new double[set.answers().size()];
        boolean[] wrong = new boolean[scores.length];
        for (OfficialAnswer answer : set.answers()) {
            Path file = ActivationFile.of(folder, answer.row().qid());
            if (Files.exists(file)) {
                double score = trained.score(ActivationFile.read(file, trained.neurons()));
                scores[found] = score;
                wrong[found] = answer.verdict() == Verdict.WRONG;
                right += trained.isWrong(score) == wrong[found] ? 1 : 0;
                found++;
            }
        }
        out.printf(
                Locale.ROOT,
                "activations of %,d answers, %,d without a file%n",
                found,
                scores.length - found);
        int positives = 0;
        for (int i = 0; i < found; i++) {
            positives += wrong[i] ? 1 : 0;
        }
        if (positives == 0 || positives == found) {
            throw new CommandFailure(
                    ExitCode.INPUT_REFUSED,
                    "%s: activations of %d correct and %d wrong answers, expected some of each"
                            .formatted(folder, found - positives, positives));
        }
        out.printf(
                Locale.ROOT,
                "probe: AUROC %.3f, accuracy %.1f%% at its threshold (%,d wrong, %,d correct)%n",
                Roc.of(Arrays.copyOf(scores, found), Arrays.copyOf(wrong, found)).auroc(),
                100.0 * right / found,
                positives,
                found - positives);
    }
}
