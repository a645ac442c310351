package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.contribution.Position;
import dev.candor.lab.origin.Drift;
import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.OriginResult;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Signal;
import dev.candor.lab.origin.Timing;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.RankSum;
import dev.candor.lab.statistics.TTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OriginPageTest {
    private static final double NONE = Double.NaN;

    private static Interval around(double value, double half) {
        return new Interval(value - half, value + half);
    }

    private static Estimate estimate(double value) {
        return new Estimate(value, around(value, 0.05));
    }

    private static Side side(double auroc, double lead, int outAt) {
        Separation.Band band =
                new Separation.Band(
                        20, auroc - lead, around(auroc - lead, 0.1), estimate(lead), estimate(0));
        Separation.Baseline baseline =
                new Separation.Baseline(estimate(0.6), estimate(auroc - 0.6));
        List<Timing.Point> points = new ArrayList<>();
        for (int offset = -5; offset <= 3; offset++) {
            double difference = offset == outAt ? 0.02 : 0.0001;
            Timing.Others others =
                    new Timing.Others(20, around(0.03, 0.01), around(0.03, 0.01), around(0, 0.003));
            points.add(
                    new Timing.Point(
                            offset,
                            40,
                            30,
                            new Mean(0.03, around(0.03, 0.002)),
                            new Mean(0.03 + difference, around(0.03 + difference, 0.002)),
                            new Mean(difference, around(difference, 0.002)),
                            others,
                            others));
        }
        return new Side(
                "<b>{question}\nAnswer:",
                new Funnel(
                        80, 6, List.of(new Funnel.Dropped("no answer span: x", 1, 3)), 40, 30, 2),
                new Separation(estimate(auroc), estimate(auroc), band, band, baseline, baseline),
                new Signal(
                        0.5,
                        new Signal.Count(20, 30, estimate(0.67)),
                        new Signal.Count(35, 40, estimate(0.88))),
                new Timing(points));
    }

    private static Drift.Comparison comparison(double rank, double pooled, double within) {
        return new Drift.Comparison(
                -0.2,
                0,
                new Mean(rank, around(rank, 0.1)),
                new TTest(-0.2, NONE, NONE, NONE),
                new RankSum(10, -1, pooled),
                new RankSum(10, -1, within));
    }

    private static Drift drift(double rank, double pooled, double within, int zeros) {
        Drift.Comparison both = comparison(rank, pooled, within);
        return new Drift(
                2048,
                zeros,
                0,
                both,
                both,
                both,
                List.of(
                        new Drift.Layer(
                                0,
                                0,
                                0.1,
                                0.2,
                                NONE,
                                new TTest(NONE, NONE, NONE, NONE),
                                new RankSum(0, NONE, NONE))),
                List.of(new Drift.Neuron("0/3", 2.5, 0.01, 0.02, -0.4, 0.9, 0.8)),
                List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
                Collections.nCopies(7, 0.1),
                Collections.nCopies(7, -0.4));
    }

    private static OriginReport report(
            Side base, Drift drift, Position position, @Nullable String madeOn) {
        return OriginReport.of(
                new ComplyReport.DialledModel("<base>.gguf", false, "a".repeat(64)),
                new ComplyReport.DialledModel("chat.gguf", false, "b".repeat(64)),
                new ComplyReport.DialledProbe("probe.json", "c".repeat(64), 1, 2048),
                5,
                position,
                new Origin("0.1.0", "d".repeat(64), "25", "Linux", 256, 2),
                Map.of("seed", "7"),
                List.of(new OriginReport.QuestionsOf("q.jsonl", "e".repeat(64), "measured on", 80)),
                new OriginResult(base, side(0.9, 0.2, -2), estimate(0.1), base.funnel(), drift),
                madeOn);
    }

    private static String findings(OriginReport report) {
        return String.join("\n", report.findings());
    }

    @Test
    void theHeadlineFollowsFromTheLeadOverRandomNeurons() {
        Drift drift = drift(0.8, 0.001, 0.01, 0);
        assertThat(OriginPage.render(report(side(0.8, 0.2, 0), drift, Position.INPUT, null)))
                .contains("<h1>The probe’s neurons tell wrong answers from right ones before");
        assertThat(OriginPage.render(report(side(0.8, 0.01, 0), drift, Position.INPUT, null)))
                .contains("<h1>On the base model the probe tells no more than random neurons");
        // Ahead of the mean of the draws, but not of 95% of them.
        assertThat(OriginPage.render(report(side(0.8, 0.08, 0), drift, Position.INPUT, null)))
                .contains("<h1>On the base model the probe tells no more than random neurons");
        assertThat(OriginPage.render(report(side(0.52, 0.2, 0), drift, Position.INPUT, null)))
                .contains("<h1>On the base model the probe does not tell");
    }

    @Test
    void whatDriftSaysFollowsFromBothTests() {
        assertThat(drifted(0.001, 0.01)).contains("they changed less than the others.");
        assertThat(drifted(0.001, 0.3)).contains("not clearly less than those of their own layers");
        assertThat(drifted(0.4, 0.01)).contains("less than those of their own layers, not less");
        assertThat(drifted(0.4, 0.3)).contains("no evidence that they changed less");
        assertThat(drifted(0.99, 0.9)).contains("they changed more than the others");
        assertThat(drifted(NONE, NONE)).contains("no neuron changed more than another");
    }

    private static String drifted(double pooled, double within) {
        return findings(
                report(side(0.8, 0.2, 0), drift(0.8, pooled, within, 0), Position.INPUT, null));
    }

    /// Where tokens are read, the first token is there at 0; where they are drawn it is not yet.
    @Test
    void beforeTheFirstTokenMeansBeforeItIsThere() {
        Drift drift = drift(0.8, 0.001, 0.01, 0);
        assertThat(findings(report(side(0.8, 0.2, 0), drift, Position.INPUT, null)))
                .contains("base model, where a token is read: wrong and correct")
                .contains("at 0 (wrong louder) (0 is the answer’s first token), so not before")
                .contains("at −2 (wrong louder) (0 is the answer’s first token), so also before");
        assertThat(findings(report(side(0.8, 0.2, 0), drift, Position.EMIT, null)))
                .contains("base model, where a token is drawn: wrong and correct")
                .contains("at 0 (wrong louder) (0 is the answer’s first token), so also before");
        assertThat(findings(report(side(0.8, 0.2, 99), drift, Position.INPUT, null)))
                .contains("at no token around the beginning");
    }

    @Test
    void textsAreEscapedAndWhatIsMissingIsADash() {
        OriginReport report =
                report(side(0.8, 0.2, 0), drift(0.8, NONE, NONE, 2), Position.INPUT, "other");
        String page = OriginPage.render(report);
        assertThat(page)
                .contains("&lt;base&gt;.gguf", "&lt;b&gt;{question}↵Answer:")
                .contains("2 rows of wUp", "made on another model, other")
                .doesNotContain("<base>", "NaN", "null", "<script");
        assertThat(report.json())
                .contains("\"format\" : \"candor-origin/1\"", "\"pValue\" : null")
                .doesNotContain("NaN")
                .endsWith("}\n");
    }
}
