package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.answer.Answered;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.Outcome;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.report.ValidateReport.AnswerCounts;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.BenchmarkItem;
import dev.candor.lab.report.ValidateReport.ChangedTensor;
import dev.candor.lab.report.ValidateReport.Edit;
import dev.candor.lab.report.ValidateReport.Line;
import dev.candor.lab.report.ValidateReport.OutcomeCounts;
import dev.candor.lab.report.ValidateReport.QuestionItem;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.ReadingCompared;
import dev.candor.lab.report.ValidateReport.ReplyCounts;
import dev.candor.lab.report.ValidateReport.TextCompared;
import dev.candor.lab.report.ValidateReport.Texts;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Paired;
import dev.candor.lab.statistics.Shift;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidatePageTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    /// Of 100 items, all different.
    private static Shift shift(int before, int after) {
        return new Paired(
                        first(before),
                        first(after),
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList())
                .shift(1);
    }

    private static double[] first(int ones) {
        return IntStream.range(0, 100).mapToDouble(i -> i < ones ? 1 : 0).toArray();
    }

    private static QuestionsCompared questions(boolean texts) {
        return new QuestionsCompared(
                "known <&>.jsonl",
                true,
                SHA,
                100,
                List.of(
                        new Line(QuestionsCompared.RIGHT, shift(60, 40)),
                        new Line(QuestionsCompared.WRONG, shift(30, 31))),
                new AnswerCounts(60, 30, 5, 5, 1, 8.5),
                new AnswerCounts(40, 31, 24, 5, 2, 9.5),
                33,
                List.of(
                        new QuestionItem("same", Answered.RIGHT, Answered.RIGHT, true, null),
                        new QuestionItem(
                                "flipped",
                                Answered.RIGHT,
                                Answered.DECLINED,
                                true,
                                texts
                                        ? new Texts(
                                                "Who <is> it?", List.of("Me."), List.of("No idea."))
                                        : null)));
    }

    private static ValidateReport report(boolean texts) {
        List<QuestionsCompared> questions = List.of(questions(texts));
        List<BenchmarkCompared> benchmarks =
                List.of(
                        new BenchmarkCompared(
                                "falseqa",
                                "false premises",
                                "premise accepted",
                                new Benchmark.Source("f.csv", SHA, 100, Map.of()),
                                100,
                                Screening.NONE,
                                List.of(
                                        new ReadingCompared(
                                                Reading.TEXT,
                                                shift(50, 50),
                                                new OutcomeCounts(50, 50, 0, 0),
                                                new OutcomeCounts(50, 50, 0, 0))),
                                new ReplyCounts(0, 0, 20),
                                new ReplyCounts(3, 0, 21),
                                7,
                                List.of(
                                        new BenchmarkItem(
                                                "premise-9",
                                                Map.of(Reading.TEXT, Outcome.COMPLIED),
                                                Map.of(Reading.TEXT, Outcome.RESISTED),
                                                true,
                                                null))));
        TextCompared text =
                new TextCompared(
                        new RetentionReport.Text("text.txt", SHA, 0, 40),
                        new Retention.Perplexity(3, 400, 40),
                        new Retention.Perplexity(3.3, 400, 40),
                        new RetentionReport.Ratio(1.1, new Interval(1.05, 1.15)));
        return new ValidateReport(
                ValidateReport.FORMAT,
                new ComplyReport.DialledModel("atlas.gguf", true, SHA),
                new ComplyReport.DialledModel("edited.gguf", false, SHA.replace('0', '1')),
                new Edit(20, List.of(new ChangedTensor("blk.0.ffn_up.weight", "F16", 3, 512))),
                new Origin("0.1.0", SHA, "25.0.3", "Linux amd64", 256, 2),
                Map.of("seed", "7"),
                "rule",
                null,
                questions,
                benchmarks,
                text,
                null,
                ValidateFindings.of(questions, benchmarks, text, null),
                List.of("A <note>"));
    }

    @Test
    void findingsClaimNoMoreThanTheirIntervals() {
        assertThat(report(false).findings())
                .hasSize(4)
                .satisfiesExactly(
                        right ->
                                assertThat(right)
                                        .startsWith(
                                                "known <&>.jsonl, 'right': 60.0 % → 40.0 %, −20.0 [")
                                        .endsWith("points: less often."),
                        premises -> assertThat(premises).endsWith("no clear difference."),
                        text ->
                                assertThat(text)
                                        .endsWith("× 1.100 [1.050, 1.150]: more perplexed."),
                        texts ->
                                assertThat(texts).isEqualTo("40 of 200 replies are another text."));
    }

    @Test
    void thePageShowsRatesCountsFlipsAndTheEdit() {
        String page = ValidatePage.render(report(false));
        assertThat(page)
                .contains(
                        "The edit clearly moves 1 of 2 rates",
                        "known &lt;&amp;&gt;.jsonl: right",
                        "<td class=\"number\">60.0 %</td>",
                        "blk.0.ffn_up.weight",
                        "premise-9",
                        "1.100 [1.050, 1.150]",
                        "bundled test model",
                        "A &lt;note&gt;")
                .doesNotContain("NaN", "<script", "{{", "same</th>")
                .isEqualTo(ValidatePage.render(report(false)));
    }

    @Test
    void whatWasSaidIsEscapedWhereItIsShown() {
        assertThat(ValidatePage.render(report(true)))
                .contains("Who &lt;is&gt; it?", "No idea.", "Original said");
        assertThat(ValidatePage.render(report(false))).doesNotContain("No idea.", "Original said");
    }

    @Test
    void theJsonHasNoNaN() {
        assertThat(report(true).json())
                .contains("\"candor-validate/1\"", "\"count\" : 60", "\"pValue\"")
                .doesNotContain("NaN");
    }
}
