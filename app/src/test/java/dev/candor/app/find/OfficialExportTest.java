package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.ReplyTokens;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.official.ActivationFile;
import dev.candor.lab.official.AnswerTokensFile;
import dev.candor.lab.official.OfficialAnswer;
import dev.candor.lab.official.OfficialIds;
import dev.candor.lab.official.OfficialRow;
import dev.candor.lab.official.OfficialSet;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run written as files of the published pipeline, and given back.
class OfficialExportTest {
    private static final NeuronColumns NEURONS = new NeuronColumns(2, 48);

    @TempDir private static Path shared;
    private static TinyStudy study;
    private static Path run;
    private static Path files;
    private static OfficialExport.Written written;
    private static List<OfficialRow> rows = List.of();

    @TempDir private Path dir;

    @BeforeAll
    static void write() throws IOException {
        study = TinyStudy.in(shared);
        run = shared.resolve("RUN");
        files = shared.resolve("official");
        try (LoadedModel loaded = open()) {
            new FindRun(study.options(run), loaded, "0", new Said()).run();
            written = export(loaded, questions()).write(files);
        }
        rows = AnswerTokensFile.read(files.resolve("answer_tokens.jsonl"));
    }

    private static LoadedModel open() {
        return LoadedModel.open(new ModelSource.InFile(study.model()), 1, warning -> {});
    }

    private static List<Question> questions() {
        return new QuestionReader()
                .readAll(List.of(study.questions(), study.evaluation()), null)
                .questions();
    }

    private static OfficialExport export(LoadedModel loaded, List<Question> questions)
            throws IOException {
        FindReport report = ReportJson.read(Files.readString(run.resolve("report.json")));
        return new OfficialExport(run, report, questions, loaded.tokenizer());
    }

    private static <T> List<T> records(Path run, String file, Class<T> type) {
        try (RecordLog<T> log = RecordLog.open(run.resolve(file), type)) {
            return List.copyOf(log.records());
        }
    }

    private static List<AnswerRows> answers(Path run) {
        return records(run, "rows.jsonl", AnswerRows.class);
    }

    private static OfficialIds ids(String part) throws IOException {
        return OfficialIds.read(files.resolve(part + "_qids.json"));
    }

    @Test
    void everyAnswerOfTheRunIsReadBackWithItsLabelAndItsPlace() throws IOException {
        List<AnswerRows> answers = answers(run);
        assertThat(written.answers()).isEqualTo(answers.size()).isGreaterThan(60);
        assertThat(written.parts())
                .containsExactlyInAnyOrder("train", "validation", "test", "other");
        Map<String, Verdict> verdicts = new HashMap<>();
        for (String part : written.parts()) {
            OfficialSet set = OfficialSet.of(rows, ids(part));
            assertThat(set.notMatched()).isEmpty();
            for (OfficialAnswer answer : set.answers()) {
                verdicts.put(answer.row().qid(), answer.verdict());
                assertThat(answer.verdict()).isEqualTo(answer.row().verdict());
                assertThat(answer.text()).isEqualTo(answer.text().strip()).isNotEmpty();
                assertThat(String.join("", answer.row().answerTokens())).contains(answer.text());
            }
            assertThat(set.answers())
                    .hasSize((int) answers.stream().filter(a -> a.part().equals(part)).count());
        }
        for (AnswerRows answer : answers) {
            assertThat(verdicts)
                    .containsEntry(ActivationFile.qid(answer.questionId()), answer.verdict());
        }
    }

    @Test
    void activationsAreTheRowsOfTheRunsMatrix() throws IOException {
        int others = 0;
        try (NpyMatrix matrix = NpyMatrix.open(ContributionStage.matrix(run, Position.INPUT))) {
            for (AnswerRows answer : answers(run)) {
                String qid = ActivationFile.qid(answer.questionId());
                assertThat(activation("answer_tokens", qid))
                        .containsExactly(row(matrix, answer.answerRow()));
                if (answer.otherRow() >= 0) {
                    others++;
                    assertThat(activation("all_except_answer_tokens", qid))
                            .containsExactly(row(matrix, answer.otherRow()));
                }
            }
        }
        assertThat(others).isEqualTo(written.others()).isPositive();
    }

    private static float[] activation(String tokens, String qid) throws IOException {
        Path folder = files.resolve("activations").resolve(tokens);
        return ActivationFile.read(ActivationFile.of(folder, qid), NEURONS);
    }

    private static float[] row(NpyMatrix matrix, int row) {
        float[] values = new float[NEURONS.count()];
        matrix.copyRow(row, 0, values, 0, values.length);
        return values;
    }

    /// Wherever encoding the reply gives the tokens that were drawn.
    @Test
    void answersThatAreGivenBackHaveTheContributionsTheyHad() throws IOException {
        List<String> correct = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String part : List.of("train", "validation", "test")) {
            correct.addAll(ids(part).correct());
            wrong.addAll(ids(part).wrong());
        }
        Path labels = dir.resolve("qids.json");
        new OfficialIds(correct, wrong).write(labels);
        Path again = dir.resolve("AGAIN");
        TinyStudy given =
                new TinyStudy(
                        study.model(), files.resolve("answer_tokens.jsonl"), study.evaluation());
        Map<String, Response> replies = new HashMap<>();
        Map<String, Integer> samples = new HashMap<>();
        records(run, "labels-training.jsonl", AnswerLog.Judged.class)
                .forEach(judged -> samples.put(judged.questionId(), judged.sample()));
        for (Response reply : records(run, "samples-training.jsonl", Response.class)) {
            if (samples.getOrDefault(reply.questionId(), -1) == reply.sample()) {
                replies.put(reply.questionId(), reply);
            }
        }
        Map<String, AnswerRows> before = new HashMap<>();
        answers(run).forEach(row -> before.put(ActivationFile.qid(row.questionId()), row));
        try (LoadedModel loaded = open()) {
            FindResult result =
                    new FindRun(given.options(again, null, labels), loaded, "0", new Said()).run();
            assertThat(result.report().settings().command())
                    .contains("--labels qids.json --answers answer_tokens.jsonl");
            assertThat(result.report().funnel().consistentlyCorrect()).isEqualTo(correct.size());
            assertThat(result.report().funnel().consistentlyWrong()).isEqualTo(wrong.size());
            int same = 0;
            Prompter prompter = loaded.prompter(PromptStyle.FEW_SHOT);
            ReplyTokens tokens = new ReplyTokens(loaded.tokenizer());
            Map<String, OfficialRow> byQid = new HashMap<>();
            rows.forEach(row -> byQid.put(row.qid(), row));
            try (NpyMatrix old = NpyMatrix.open(ContributionStage.matrix(run, Position.INPUT));
                    NpyMatrix now =
                            NpyMatrix.open(ContributionStage.matrix(again, Position.INPUT))) {
                for (AnswerRows answer : answers(again)) {
                    if (answer.part().equals("other")) {
                        continue;
                    }
                    String qid = answer.questionId().replaceFirst("answer_tokens#", "");
                    OfficialRow row = Objects.requireNonNull(byQid.get(qid));
                    AnswerRows first = Objects.requireNonNull(before.get(qid));
                    String text = row.response().stripTrailing();
                    Response drawn = Objects.requireNonNull(replies.get(first.questionId()));
                    int[] encoded =
                            tokens.encode(prompter.prompt(row.question()), text)
                                    .orElseThrow()
                                    .ids();
                    if (Arrays.equals(encoded, drawn.tokens())) {
                        same++;
                        assertThat(answer.answerTokens()).isEqualTo(first.answerTokens());
                        assertThat(row(now, answer.answerRow()))
                                .usingComparatorWithPrecision(1e-5f)
                                .containsExactly(row(old, first.answerRow()));
                    }
                }
            }
            assertThat(same).as("replies whose tokens are those of their text").isGreaterThan(10);
        }
        assertThat(Files.readString(again.resolve("run.json"))).contains("\"labels\" : \"sha256 ");
    }

    @Test
    void aQuestionThatTheFilesDoNotHaveIsNamed() throws IOException {
        try (LoadedModel loaded = open()) {
            OfficialExport export = export(loaded, questions().subList(0, 3));
            assertThatThrownBy(() -> export.write(dir.resolve("out")))
                    .isInstanceOf(RunRefusedException.class)
                    .hasMessageContaining("which the question files do not have");
        }
    }
}
