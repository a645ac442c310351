package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.Matching;
import dev.candor.lab.origin.Noise;
import dev.candor.lab.origin.NoiseEffect;
import dev.candor.lab.origin.ProbeTransfer;
import dev.candor.lab.origin.SameOutputs;
import dev.candor.lab.origin.TwinsResult;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinsPageTest {
    private static final double NONE = Double.NaN;

    private static Interval around(double value, double half) {
        return new Interval(value - half, value + half);
    }

    private static Estimate estimate(double value) {
        return new Estimate(value, around(value, 0.05));
    }

    private static Mean mean(double value) {
        return new Mean(value, around(value, 0.02));
    }

    /// By partner 0.8, 0.3 ahead of what it is by number; random maps lie around `random`, 0.1 to
    /// either side.
    private static ProbeTransfer transfer(double byNumber, double random, double asLoud) {
        return new ProbeTransfer(
                40,
                30,
                estimate(0.9),
                estimate(byNumber),
                estimate(0.8),
                estimate(0.79),
                estimate(0.77),
                estimate(0.58),
                maps(random),
                maps(asLoud),
                estimate(0.8 - byNumber),
                estimate(0.1));
    }

    private static ProbeTransfer.Maps maps(double mean) {
        return new ProbeTransfer.Maps(100, mean, around(mean, 0.1), estimate(0.8 - mean));
    }

    private static ProbeTransfer carried(double byNumber) {
        return transfer(byNumber, 0.6, 0.6);
    }

    private static Matching matching(int matched, double pValue) {
        List<Double> correlations = Collections.nCopies(7, 0.4);
        Matching.Group group = new Matching.Group(12, correlations, 0.6, around(0.4, 0.1), 0.0003);
        return new Matching(
                matched,
                0.12,
                pValue,
                0.34,
                2 * pValue,
                correlations,
                0.41,
                group,
                group,
                List.of(new Matching.Pair("1/17", 2.5, "1/4", 0, 0.62)));
    }

    private static NoiseEffect noise(Noise.Target target, double size, double over) {
        NoiseEffect.Effect effect =
                new NoiseEffect.Effect(
                        mean(0.4), List.of(0.42, 0.31, 0.47), mean(0.5), mean(-0.1), mean(over));
        return new NoiseEffect(target.label(), size, effect, effect, mean(0.03));
    }

    private static TwinsReport report(
            ProbeTransfer onA, ProbeTransfer onB, Matching matching, NoiseEffect... noise) {
        Funnel funnel =
                new Funnel(80, 6, List.of(new Funnel.Dropped("no answer span", 1, 3)), 40, 30, 2);
        return TwinsReport.of(
                new ComplyReport.DialledModel("<one>.gguf", false, "a".repeat(64)),
                new ComplyReport.DialledModel("other.gguf", false, "b".repeat(64)),
                new ComplyReport.DialledProbe("probe-1.json", "c".repeat(64), 12, 2048),
                new ComplyReport.DialledProbe("probe-2.json", "d".repeat(64), 12, 2048),
                new Origin("0.1.0", "e".repeat(64), "25", "Linux", 256, 2),
                Map.of("seed", "7"),
                List.of(new OriginReport.QuestionsOf("q.jsonl", "f".repeat(64), "both", 80)),
                new TwinsResult(
                        funnel,
                        funnel,
                        new SameOutputs(
                                80, mean(0.55), mean(0.85), mean(0.7), mean(0.72), mean(0.02)),
                        1000,
                        900,
                        onA,
                        onB,
                        matching,
                        Arrays.asList(noise)),
                List.of("Said <besides>."));
    }

    private static String headline(ProbeTransfer onA, ProbeTransfer onB) {
        String page = TwinsPage.render(report(onA, onB, matching(5, 0.001)));
        return page.substring(page.indexOf("<h1>") + 4, page.indexOf("</h1>"));
    }

    @Test
    void theHeadlineAsksForALeadOverRandomMapsOfBothKindsAndOverMostOfThem() {
        String reached = "Each probe tells the twin’s wrong answers too, ";
        assertThat(headline(carried(0.5), carried(0.5)))
                .isEqualTo(reached + "once carried over partners");
        assertThat(headline(carried(0.71), carried(0.71)))
                .isEqualTo(reached + "as it is and over partners");
        // By number beyond maps of one kind only.
        ProbeTransfer loud = transfer(0.71, 0.6, 0.65);
        assertThat(headline(loud, loud)).isEqualTo(reached + "once carried over partners");
        // One of them by number is not both, and ahead of it is not shown for both either.
        assertThat(headline(carried(0.76), carried(0.5))).isEqualTo(reached + "over partners");
        // By number within what random maps reach.
        assertThat(headline(carried(0.69), carried(0.69)))
                .isEqualTo(reached + "once carried over partners");
        // Ahead of the mean of random maps, but not of 95% of them; and not even of the mean.
        ProbeTransfer among = transfer(0.5, 0.72, 0.6);
        ProbeTransfer amongLoud = transfer(0.5, 0.6, 0.72);
        ProbeTransfer behind = transfer(0.5, 0.6, 0.78);
        assertThat(headline(carried(0.5), among)).startsWith("One of the two probes is shown");
        assertThat(headline(amongLoud, carried(0.5))).startsWith("One of the two probes is shown");
        assertThat(headline(behind, carried(0.5))).startsWith("One of the two probes is shown");
        assertThat(headline(among, behind)).startsWith("Neither probe is shown to reach");
    }

    @Test
    void sentencesFollowFromWhatWasMeasured() {
        List<String> findings =
                report(
                                carried(0.5),
                                transfer(0.55, 0.61, 0.63),
                                matching(5, 0.001),
                                noise(Noise.Target.RANDOM, 0.3, 0),
                                noise(Noise.Target.H_NEURONS, 0.3, 0.2),
                                noise(Noise.Target.H_NEURONS, 0.03, 0.01),
                                noise(Noise.Target.ALL, 0.3, 0.5))
                        .findings();
        assertThat(findings)
                .satisfiesExactly(
                        outputs ->
                                assertThat(outputs)
                                        .contains("Of 80 questions, 55.0", "accuracy of A 70.0"),
                        onB ->
                                assertThat(onB)
                                        .startsWith("On B’s answers")
                                        .contains(
                                                "A’s by neuron number 0.55",
                                                "alone 0.77",
                                                "it 0.58",
                                                "maps 0.61 on",
                                                "0.63 where"),
                        onA ->
                                assertThat(onA)
                                        .startsWith("On A’s answers")
                                        .contains(
                                                "B’s by neuron number 0.50",
                                                "maps 0.60 on",
                                                "0.60 where"),
                        matches ->
                                assertThat(matches)
                                        .contains(
                                                "Of 12 H-neurons of A, 5 have",
                                                "0.12",
                                                "0.34",
                                                ": more than either"),
                        correlations ->
                                assertThat(correlations)
                                        .contains("0.41", "0.30 and 0.50", "those of B’s at 0.60"),
                        // The loudest noise on H-neurons speaks for noise.
                        last ->
                                assertThat(last)
                                        .startsWith("Noise of 30")
                                        .contains("on the H-neurons changes 40.0", "31.0", "47.0"));
        assertThat(report(carried(0.5), carried(0.5), matching(1, 0.2)).findings())
                .hasSize(5)
                .anyMatch(
                        said -> said.contains("1 has") && said.contains(": not shown to be more"));
    }

    @Test
    void textsAreEscapedAndWhatIsMissingIsADash() {
        TwinsReport report =
                report(
                        carried(0.5),
                        carried(0.5),
                        matching(0, NONE),
                        noise(Noise.Target.ALL, 1, 0));
        String page = TwinsPage.render(report);
        assertThat(page)
                .contains(
                        "&lt;one&gt;.gguf",
                        "Said &lt;besides&gt;.",
                        "1/17",
                        "1/4",
                        "on all FFN weights, A")
                .doesNotContain(
                        "<one>", "<besides>", "NaN", "null", "<script", "bundled test model");
        assertThat(report.json())
                .contains("\"format\" : \"candor-twins/1\"", "\"pValue\" : null")
                .doesNotContain("NaN")
                .endsWith("}\n");
    }
}
