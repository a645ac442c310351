package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.CharRange;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Instruction;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.official.ActivationFile;
import dev.candor.lab.official.AnswerTokensFile;
import dev.candor.lab.official.OfficialIds;
import dev.candor.lab.official.OfficialRow;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes what a run collected as files of the published pipeline: answer tokens, labels of each
/// part, and the contributions at the input position, which is the position it reads.
public final class OfficialExport {
    private static final Set<String> TRAINING = Set.of(Parts.TRAIN, Parts.VALIDATION, Parts.TEST);

    /// What was written.
    ///
    /// @param answers rows of answer tokens, each with its activations
    /// @param others of them, those with activations of the other tokens too
    /// @param parts files of labels, by part of the run
    public record Written(int answers, int others, List<String> parts) {}

    /// What the logs of a set hold, by question.
    private record SetLogs(Map<String, Response> samples, Map<String, TokenSpan> spans) {}

    private final Path run;
    private final FindReport report;
    private final Map<String, Question> questions = new HashMap<>();
    private final Tokenizer tokenizer;

    /// @param run the folder of a finished run
    /// @param report of that run
    /// @param questions that the run asked
    /// @param tokenizer of its model
    public OfficialExport(
            Path run, FindReport report, List<Question> questions, Tokenizer tokenizer) {
        this.run = run;
        this.report = report;
        this.tokenizer = tokenizer;
        questions.forEach(question -> this.questions.put(question.id(), question));
    }

    /// Writes the files into a folder, which is made.
    ///
    /// @throws RunRefusedException if the run asked a question that was not given
    public Written write(Path out) throws IOException {
        Path activations = out.resolve("activations");
        Path answerActs = Files.createDirectories(activations.resolve("answer_tokens"));
        Path otherActs = Files.createDirectories(activations.resolve("all_except_answer_tokens"));
        NeuronColumns neurons = new NeuronColumns(report.model().layers(), report.model().ffn());
        List<OfficialRow> rows = new ArrayList<>();
        Map<String, List<OfficialRow>> parts = new LinkedHashMap<>();
        int others = 0;
        try (RunLock lock = RunLock.take(run);
                NpyMatrix matrix = NpyMatrix.open(ContributionStage.matrix(run, Position.INPUT))) {
            Map<String, SetLogs> sets = new HashMap<>();
            for (AnswerRows answer : records(ContributionStage.ROWS, AnswerRows.class)) {
                String part = answer.part();
                SetLogs logs = sets.computeIfAbsent(setOf(part), this::logs);
                OfficialRow row = row(answer, logs);
                rows.add(row);
                parts.computeIfAbsent(part, p -> new ArrayList<>()).add(row);
                write(matrix, answer.answerRow(), answerActs, row, neurons);
                if (answer.otherRow() >= 0) {
                    write(matrix, answer.otherRow(), otherActs, row, neurons);
                    others++;
                }
            }
        }
        AnswerTokensFile.write(out.resolve("answer_tokens.jsonl"), rows);
        for (Map.Entry<String, List<OfficialRow>> part : parts.entrySet()) {
            ids(part.getValue()).write(out.resolve(FileNames.safe(part.getKey()) + "_qids.json"));
        }
        return new Written(rows.size(), others, List.copyOf(parts.keySet()));
    }

    private static String setOf(String part) {
        return TRAINING.contains(part) ? FindReport.TRAINING : FileNames.safe(part);
    }

    private <T> List<T> records(String file, Class<T> type) {
        try (RecordLog<T> log = RecordLog.open(run.resolve(file), type)) {
            return List.copyOf(log.records());
        }
    }

    private SetLogs logs(String set) {
        Map<String, Integer> samples = new HashMap<>();
        for (AnswerLog.Judged judged :
                records("labels-" + set + ".jsonl", AnswerLog.Judged.class)) {
            samples.put(judged.questionId(), judged.sample());
        }
        Map<String, Response> responses = new HashMap<>();
        for (Response response : records("samples-" + set + ".jsonl", Response.class)) {
            if (samples.getOrDefault(response.questionId(), -1) == response.sample()) {
                responses.put(response.questionId(), response);
            }
        }
        Map<String, TokenSpan> spans = new HashMap<>();
        for (AnswerLog.Spanned spanned :
                records("spans-" + set + ".jsonl", AnswerLog.Spanned.class)) {
            if (spanned.span() != null) {
                spans.put(spanned.questionId(), spanned.span());
            }
        }
        return new SetLogs(responses, spans);
    }

    private OfficialRow row(AnswerRows answer, SetLogs logs) {
        String id = answer.questionId();
        Question question = questions.get(id);
        Response response = logs.samples().get(id);
        TokenSpan span = logs.spans().get(id);
        if (question == null) {
            throw new RunRefusedException(
                    run, "asked " + id + ", which the question files do not have");
        }
        if (response == null || span == null) {
            throw new RunRefusedException(
                    run, "has contributions of " + id + ", but no reply or span of it");
        }
        List<String> tokens = new ArrayList<>();
        for (int token : response.tokens()) {
            tokens.add(new String(tokenizer.bytesOf(token), StandardCharsets.UTF_8));
        }
        return new OfficialRow(
                ActivationFile.qid(id),
                asked(question),
                response.text(),
                tokens,
                tokens.subList(span.from(), span.to()),
                answer.verdict(),
                place(response, span));
    }

    private String asked(Question question) {
        return switch (PromptStyle.named(report.settings().promptStyleUsed())) {
            case CHAT -> Instruction.appendTo(question.text());
            case BARE -> Instruction.stripFrom(question.text());
            case FEW_SHOT, COMPLETION -> question.text();
        };
    }

    private static CharRange place(Response response, TokenSpan span) {
        int from = response.starts()[span.from()];
        int to = response.ends()[span.to() - 1];
        return new CharRange(from, to).stripped(response.text());
    }

    private static void write(
            NpyMatrix matrix, int row, Path folder, OfficialRow of, NeuronColumns neurons)
            throws IOException {
        float[] values = new float[neurons.count()];
        matrix.copyRow(row, 0, values, 0, values.length);
        ActivationFile.write(ActivationFile.of(folder, of.qid()), values, neurons);
    }

    private static OfficialIds ids(List<OfficialRow> rows) {
        return new OfficialIds(qids(rows, Verdict.CORRECT), qids(rows, Verdict.WRONG));
    }

    private static List<String> qids(List<OfficialRow> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).map(OfficialRow::qid).toList();
    }
}
