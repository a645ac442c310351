package dev.candor.app.find;

import dev.candor.engine.model.ModelConfig;
import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.SampleAgreement;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.AnswerSignals;
import dev.candor.lab.contribution.Contribution;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.ContributionCapture.Captured;
import dev.candor.lab.contribution.NpyWriter;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunRefusedException;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes the contributions of all answers into one matrix a position, answer by answer.
public final class ContributionStage {
    /// Name of the log that says what each row is.
    static final String ROWS = "rows.jsonl";

    private static final int AT_ONCE = 8;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// One answer and the part of the study it belongs to.
    ///
    /// @param part `train`, `validation`, `test`, or the name of an evaluation set
    /// @param agreement with further samples of the question; null where there are none
    public record Item(LabelledAnswer answer, String part, @Nullable SampleAgreement agreement) {}

    /// What an answer's rows are.
    ///
    /// @param answerRow row of its answer tokens
    /// @param otherRow row of its other tokens, −1 if it has none or needs none
    /// @param groups of the question
    /// @param unanswerable whether declining would have been right
    @SuppressWarnings("ArrayRecordComponent") // of signals; never compared
    public record AnswerRows(
            String questionId,
            String part,
            Verdict verdict,
            int answerRow,
            int otherRow,
            int answerTokens,
            List<String> groups,
            boolean unanswerable,
            AnswerSignals signals,
            @Nullable SampleAgreement agreement) {
        int end() {
            return Math.max(answerRow, otherRow) + 1;
        }
    }

    private ContributionStage() {}

    /// The file of a position's contributions.
    public static Path matrix(Path run, Position position) {
        return run.resolve("contributions-" + position.label() + ".npy");
    }

    /// The mean residual stream of every answer, one row each, in the order of [#ROWS].
    static Path residual(Path run) {
        return run.resolve("residual.npy");
    }

    /// @param position which speaks for a token in signals and residual
    public static List<AnswerRows> run(
            Path run,
            List<Item> items,
            ContributionCapture capture,
            Prompter prompter,
            ModelConfig config,
            Position position,
            Progress progress) {
        int columns = config.layers() * config.ffn();
        try (RecordLog<AnswerRows> log = RecordLog.open(run.resolve(ROWS), AnswerRows.class);
                Progress.Stage stage = progress.stage("contributions", items.size())) {
            requireSame(run, log.records(), items);
            int done = log.records().size();
            int rows = done == 0 ? 0 : log.records().getLast().end();
            // Even if all rows are there: a kill may have come before the headers were written.
            try (NpyWriter input = NpyWriter.resume(matrix(run, Position.INPUT), columns, rows);
                    NpyWriter emit = NpyWriter.resume(matrix(run, Position.EMIT), columns, rows);
                    NpyWriter residual =
                            NpyWriter.resume(
                                    residual(run), config.layers() * config.width(), done)) {
                for (int from = done; from < items.size(); from += AT_ONCE) {
                    List<Item> some = items.subList(from, Math.min(items.size(), from + AT_ONCE));
                    List<Captured> captured = capture.captureAll(tokens(some, prompter), position);
                    for (int i = 0; i < some.size(); i++) {
                        residual.append(captured.get(i).residual());
                        log.append(append(some.get(i), captured.get(i), input, emit));
                    }
                    stage.step(log.records().size());
                }
            }
            for (Position each : Position.values()) {
                describe(run, each, log.records(), columns);
            }
            return log.records();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Rows of other answers are not carried on.
    private static void requireSame(Path run, List<AnswerRows> rows, List<Item> items) {
        for (int i = 0; i < rows.size(); i++) {
            String expected = i < items.size() ? items.get(i).answer().question().id() : "no more";
            if (!rows.get(i).questionId().equals(expected)) {
                throw new RunRefusedException(
                        run,
                        "its contributions are of other answers: found "
                                + rows.get(i).questionId()
                                + ", expected "
                                + expected);
            }
        }
    }

    /// Writes what numpy cannot know of a matrix into a JSON file beside it.
    private static void describe(Path run, Position position, List<AnswerRows> rows, int columns)
            throws IOException {
        Path matrix = matrix(run, position);
        Map<String, Object> sidecar = new LinkedHashMap<>();
        sidecar.put("format", "candor-contributions/1");
        sidecar.put("matrix", String.valueOf(matrix.getFileName()));
        sidecar.put("rows", rows.isEmpty() ? 0 : rows.getLast().end());
        sidecar.put("columns", columns);
        sidecar.put("column", "layer * ffn + index");
        sidecar.put("value", "mean CETT over a span");
        sidecar.put("position", position.label());
        sidecar.put("rowsFile", ROWS);
        Path file = run.resolve("contributions-" + position.label() + ".json");
        WholeFile.write(file, JSON.writeValueAsString(sidecar) + "\n");
    }

    private static List<ContributionCapture.Answer> tokens(List<Item> items, Prompter prompter) {
        List<ContributionCapture.Answer> answers = new ArrayList<>();
        for (Item item : items) {
            LabelledAnswer answer = item.answer();
            answers.add(
                    new ContributionCapture.Answer(
                            prompter.prompt(answer.question().text()),
                            answer.response().tokens(),
                            answer.span()));
        }
        return answers;
    }

    private static AnswerRows append(Item item, Captured captured, NpyWriter input, NpyWriter emit)
            throws IOException {
        Contribution contribution = captured.contribution();
        int answerRow = (int) input.append(contribution.answerInput());
        emit.append(contribution.answerEmit());
        int otherRow = -1;
        boolean wanted = item.part().equals(Parts.TRAIN);
        if (wanted && contribution.otherInput().length > 0 && contribution.otherEmit().length > 0) {
            otherRow = (int) input.append(contribution.otherInput());
            emit.append(contribution.otherEmit());
        }
        return new AnswerRows(
                item.answer().question().id(),
                item.part(),
                item.answer().verdict(),
                answerRow,
                otherRow,
                contribution.answerTokens(),
                item.answer().question().groups(),
                item.answer().question().isUnanswerable(),
                captured.signals(),
                item.agreement());
    }
}
