package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.statistics.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportJsonTest {
    private static final JsonMapper PLAIN = JsonMapper.shared();

    @Test
    void readsBackToAnEqualReport() {
        FindReport report = ReportFixtures.dialled();
        assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
    }

    @Test
    void aReportWithoutProbeReadsBackToo() {
        FindReport report = ReportFixtures.tooFew();
        assertThat(ReportJson.write(report)).contains("\"probe\" : null");
        assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
    }

    @Test
    void equalReportsGiveEqualBytes() {
        String json = ReportJson.write(ReportFixtures.better());
        assertThat(ReportJson.write(ReportFixtures.better())).isEqualTo(json);
        assertThat(ReportJson.write(ReportJson.read(json))).isEqualTo(json);
        assertThat(json).doesNotContain("\r").endsWith("}\n");
    }

    @Test
    void keysComeInTheOrderOfTheRecord() {
        JsonNode tree = PLAIN.readTree(ReportJson.write(ReportFixtures.better()));
        assertThat(tree.propertyNames())
                .containsExactly(
                        "schema",
                        "headline",
                        "versions",
                        "model",
                        "settings",
                        "dataFiles",
                        "funnel",
                        "evaluationFunnels",
                        "probe",
                        "evaluations",
                        "evidence",
                        "dial",
                        "warnings",
                        "limits");
    }

    @Test
    void scoresAndFindingsHaveTheirDocumentedNames() {
        JsonNode tree = PLAIN.readTree(ReportJson.write(ReportFixtures.better()));
        assertThat(tree.at("/headline/finding").asString()).isEqualTo("better");
        for (ScoreKind kind : ScoreKind.values()) {
            assertThat(PLAIN.writeValueAsString(kind)).isEqualTo("\"" + kind.id() + "\"");
        }
        assertThat(tree.at("/evaluations/0/scores/0/roc/0").toString()).isEqualTo("[0.0,0.0]");
    }

    @Test
    void aNumberThatCouldNotBeComputedIsNullAndComesBackAsNan() {
        Evaluation unmeasured =
                new Evaluation(
                        "Answer length",
                        3,
                        0,
                        Double.NaN,
                        new Interval(Double.NaN, Double.NaN),
                        Double.NaN,
                        new Interval(Double.NaN, Double.NaN),
                        Double.NaN,
                        new Interval(Double.NaN, Double.NaN));
        FindReport report = with(unmeasured);
        String json = ReportJson.write(report);
        assertThat(json).contains("\"auroc\" : null").doesNotContain("NaN");
        assertThat(ReportJson.read(json)).isEqualTo(report);
    }

    @Test
    void anInfiniteNumberIsRefused() {
        FindReport report =
                with(
                        new Evaluation(
                                "Answer length",
                                3,
                                2,
                                0.5,
                                new Interval(Double.NEGATIVE_INFINITY, 1),
                                0.5,
                                new Interval(0, 1),
                                0.5,
                                new Interval(0, 1)));
        assertThatThrownBy(() -> ReportJson.write(report)).hasMessageContaining("infinite");
    }

    @Test
    void everyKeyIsDocumented() throws Exception {
        String documentation = Files.readString(Path.of("..", "docs", "formats", "report-json.md"));
        assertThat(keys(PLAIN.readTree(ReportJson.write(ReportFixtures.dialled()))))
                .hasSizeGreaterThan(120)
                .allSatisfy(key -> assertThat(documentation).contains("`" + key + "`"));
    }

    /// Every key of a tree.
    static Set<String> keys(JsonNode tree) {
        Set<String> keys = new TreeSet<>();
        collect(tree, keys);
        return keys;
    }

    private static void collect(JsonNode node, Set<String> keys) {
        keys.addAll(node.propertyNames());
        node.forEach(child -> collect(child, keys));
    }

    private static FindReport with(Evaluation evaluation) {
        FindReport report = ReportFixtures.better();
        EvaluationSet test =
                new EvaluationSet(
                        "test",
                        true,
                        false,
                        78,
                        230,
                        List.of(
                                ScoreResult.of(
                                        ScoreKind.ANSWER_LENGTH,
                                        evaluation,
                                        Lead.NONE,
                                        null,
                                        List.of())),
                        null);
        return FindReport.of(
                report.versions(),
                report.model(),
                report.settings(),
                Verdicts.MATCHED,
                report.dataFiles(),
                report.funnel(),
                report.evaluationFunnels(),
                report.probe(),
                List.of(test),
                report.evidence(),
                report.warnings());
    }
}
