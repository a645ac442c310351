package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.dial.Bounds;
import dev.candor.lab.dial.Cost;
import dev.candor.lab.dial.Tried;
import dev.candor.lab.report.TuneReport.Group;
import dev.candor.lab.report.TuneReport.OnBenchmark;
import dev.candor.lab.report.TuneReport.Search;
import dev.candor.lab.report.TuneReport.TunedBenchmark;
import dev.candor.lab.report.TuneReport.UnseenDial;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.Share;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.McNemar;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.Paired.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TunePageTest {
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final Tried UNTOUCHED = new Tried(List.of(1.0, 1.0), 0, new Cost(0, 0));
    private static final Tried UNIFORM = new Tried(List.of(0.5, 0.5), -3, new Cost(1, 0.4));
    private static final Tried BEST = new Tried(List.of(0.5, 2.0), -6.25, new Cost(1.5, 1.1));
    private static final Tried BROKEN = new Tried(List.of(0.0, 0.0), -20, new Cost(60, 900));
    private static final Tried UNSCORED =
            new Tried(List.of(2.0, 2.0), Double.NaN, new Cost(5, 0.2));

    private static Search search(Tried uniform, Tried best, boolean settled) {
        List<Tried> tried = List.of(UNTOUCHED, UNIFORM, BROKEN, UNSCORED, BEST);
        return new Search(
                List.of(0.0, 0.5, 1.0, 2.0),
                2,
                new Bounds(2, 2),
                tried,
                Tried.front(tried),
                uniform,
                best,
                settled);
    }

    private static UnseenDial dial(String name, boolean control, double points) {
        Interval interval = new Interval(points - 2, points + 2);
        return new UnseenDial(
                name,
                control ? "random" : "H-neurons",
                control,
                BEST.alphas(),
                new Mean(points, interval),
                List.of(
                        new OnBenchmark(
                                "falseqa",
                                new Difference(
                                        96,
                                        0.4,
                                        points,
                                        interval,
                                        McNemar.of(new double[0], new double[0])),
                                30,
                                66,
                                1,
                                2,
                                3)),
                new Retention(
                        "x",
                        new Retention.KnownAnswers(Share.of(70, 72), 0, 8, Share.of(1, 72)),
                        null,
                        null),
                new RetentionReport.Ratio(1.004, new Interval(1.001, 1.007)));
    }

    private static TuneReport report(String model, Search search, List<UnseenDial> unseen) {
        Mean lead = unseen.isEmpty() ? null : new Mean(-5, new Interval(-8, -2));
        return new TuneReport(
                TuneReport.FORMAT,
                new ComplyReport.DialledModel(model, true, SHA),
                new ComplyReport.DialledProbe("probe.json", SHA, 3, 2048),
                new Origin("0.1.0", SHA, "25.0.3", "Linux amd64", 256, 2),
                Map.of("seed", "7", "rounds", "2"),
                "rule",
                null,
                List.of(
                        new Group("1, layer 0", List.of("0/3", "0/9")),
                        new Group("2, layer 3", List.of("3/1"))),
                List.of(
                        new TunedBenchmark(
                                "falseqa",
                                "false premises",
                                "premise accepted",
                                new Benchmark.Source("f.csv", SHA, 200, Map.of()),
                                101,
                                99,
                                Screening.NONE)),
                new TuneReport.Abilities(
                        new RetentionReport.Known("known.jsonl", SHA, 200, 140),
                        new RetentionReport.Text("text.txt", SHA, 0, 40),
                        null),
                search,
                unseen,
                lead,
                TuneFindings.band(unseen, lead),
                TuneFindings.of(
                        search,
                        unseen,
                        unseen.isEmpty() ? null : new Cost(2.8, 0.4),
                        TuneFindings.band(unseen, lead)),
                List.of("A <note> & 100 %"));
    }

    private static final TuneReport FULL =
            report(
                    "atlas",
                    search(UNIFORM, BEST, false),
                    List.of(
                            dial("one α", false, -2),
                            dial("tuned", false, -4.5),
                            dial("random-1", true, -1),
                            dial("matched-1", true, 1.5)));

    private static final String PAGE = TunePage.render(FULL);

    @Test
    void theSectionsStandInOrderAndAreLinked() {
        int before = -1;
        for (String id : List.of("front", "unseen", "groups", "limits", "made")) {
            int at = PAGE.indexOf("<section id=\"" + id + "\"");
            assertThat(at).as(id).isGreaterThan(before);
            assertThat(PAGE).contains("<a href=\"#" + id + "\">");
            before = at;
        }
    }

    @Test
    void theFindingsSayWhatIsLeftOnUnseenItems() {
        assertThat(FULL.findings())
                .containsExactly(
                        "Of 5 positions tried on the tuning half, the best within the bounds (at most 2 points of what it knows lost, perplexity at most 2 % higher) is α\u00a0=\u00a00.5, 2 of the groups: −6.3 points. The best single α for all, 0.5, gets −3.0 there. The last round still moved a group: more rounds may find more.",
                        "On items that the search did not see the dial changes going along by −4.5 [−6.5, −2.5] points: the gain holds.",
                        "2 control sets turned alike change it by −1.0 to +1.5; the dial against their mean: −5.0 [−8.0, −2.0] points, more of a gain than every control, but they and the items vary so much that one more could do as much (−30.2 to +30.7, 95% prediction; rank p = 0.333).",
                        "There it costs +2.8 points of what it knows lost, perplexity +0.4 %: more than the bounds.");
        FULL.findings().forEach(finding -> assertThat(PAGE).contains(Html.escape(finding)));
        assertThat(PAGE)
                .contains(
                        "−4.5 [−6.5, −2.5] points of going along on items it was not tuned on</h1>");
    }

    private static List<UnseenDial> unseen(double change, double... controls) {
        List<UnseenDial> unseen = new ArrayList<>(List.of(dial("tuned", false, change)));
        for (double control : controls) {
            unseen.add(dial("random", true, control));
        }
        return unseen;
    }

    private static String beside(double change, Mean lead, double... controls) {
        List<UnseenDial> unseen = unseen(change, controls);
        return TuneFindings.of(
                        search(UNIFORM, BEST, true),
                        unseen,
                        new Cost(0, 0),
                        TuneFindings.band(unseen, lead))
                .get(2);
    }

    private static final double[] FIVE = {-1, -0.5, 0, 0.5, 1};

    @Test
    void aDialThatOthersMatchIsNotCalledAnEffect() {
        Mean clear = new Mean(-3, new Interval(-5, -1));
        Mean open = new Mean(-0.5, new Interval(-2, 1));
        Mean behind = new Mean(5, new Interval(3, 7));
        assertThat(beside(-9, clear, FIVE))
                .endsWith(
                        " points, outside the control band, and outside what one more would mostly do"
                                + " (−3.7 to +3.7, 95% prediction; rank p = 0.167).");
        assertThat(beside(-9, open, FIVE)).endsWith("not clearly outside the control band.");
        assertThat(beside(-2, clear, FIVE))
                .contains("more of a gain than every control, but they and the items vary so much");
        assertThat(beside(-4.5, clear, -5, 1)).endsWith(" points, inside the control band.");
        assertThat(beside(-2, behind, -10, -5)).endsWith("less of a gain than every control.");
        assertThat(beside(4, behind, -1, 1)).endsWith("less of a gain than every control.");
        assertThat(beside(1, clear, 3, 4))
                .endsWith("less of a loss than every control, and no gain.");
        assertThat(beside(-4.5, clear, -4))
                .startsWith("A control set turned alike changes it by −4.0;")
                .endsWith("one set does not show how much such sets vary.");
    }

    @Test
    void theBandIsThatOfComply() {
        Mean clear = new Mean(-3, new Interval(-5, -1));
        Band band = Objects.requireNonNull(TuneFindings.band(unseen(-9, FIVE), clear));
        // t with 4 degrees of freedom · √(0.625 · 1.2 + (4 / 3.92)²)
        assertThat(band.prediction().high()).isCloseTo(3.7153, within(1e-3));
        assertThat(band.outside()).isTrue();
        assertThat(band.controls()).isEqualTo(5);
        assertThat(Objects.requireNonNull(TuneFindings.band(unseen(-2, FIVE), clear)).outside())
                .isFalse();
        assertThat(TuneFindings.band(List.of(), null)).isNull();
    }

    /// Under a control that keeps too few items nothing can be compared: it is missed, not passed
    /// over.
    @Test
    void controlsThatSayNothingAreCounted() {
        Mean clear = new Mean(-3, new Interval(-5, -1));
        assertThat(beside(-9, clear, -1, Double.NaN, 0, 1, Double.NaN))
                .startsWith("3 control sets turned alike change it by −1.0 to +1.0;")
                .endsWith(
                        " Of 5 control sets 2 are not counted: of a benchmark less than four fifths of the"
                                + " items still count there.");
        assertThat(beside(-4.5, clear, Double.NaN))
                .startsWith("Without controls nothing says")
                .contains(" Of 1 control set none is counted: ");
        String page =
                TunePage.render(
                        report(
                                "atlas",
                                search(UNIFORM, BEST, true),
                                unseen(-9, -1, Double.NaN, 0.5)));
        assertThat(page).doesNotContain("NaN").contains("class=\"control-band\"");
    }

    @Test
    void aDialThatSaysNothingIsInsideNothing() {
        Mean clear = new Mean(-3, new Interval(-5, -1));
        assertThat(beside(Double.NaN, clear, FIVE))
                .isEqualTo(
                        "Beside the controls nothing can be said of the dial: under it too few items"
                                + " still count.");
        assertThat(
                        Objects.requireNonNull(TuneFindings.band(unseen(Double.NaN, FIVE), clear))
                                .outside())
                .isFalse();
    }

    @Test
    void whetherTheGainHoldsIsSaid() {
        for (var expected :
                Map.of(
                                -4.5, "the gain holds.",
                                -1.0,
                                        "whether the gain holds is open, the interval does not leave out zero.",
                                3.0, "the gain does not hold, it goes along more.")
                        .entrySet()) {
            List<String> findings =
                    TuneFindings.of(
                            search(UNIFORM, BEST, true),
                            List.of(dial("tuned", false, expected.getKey())),
                            new Cost(Double.NaN, 0),
                            null);
            assertThat(findings.get(1)).endsWith(expected.getValue());
            assertThat(findings.get(2))
                    .isEqualTo("There it costs perplexity 0.0 %: within the bounds.");
        }
        assertThat(
                        TuneFindings.of(
                                        search(UNIFORM, BEST, true),
                                        List.of(dial("tuned", false, Double.NaN)),
                                        new Cost(0, 0),
                                        null)
                                .get(1))
                .endsWith("nothing could be compared.");
    }

    @Test
    void withoutABetterPositionThePageSaysSo() {
        TuneReport none = report("atlas", search(UNTOUCHED, UNTOUCHED, true), List.of());
        assertThat(none.findings()).hasSize(1);
        assertThat(none.findings().getFirst()).contains("there is no dial to write");
        assertThat(TunePage.render(none))
                .contains("No position of the dial goes along less")
                .doesNotContain("<section id=\"unseen\"");
    }

    @Test
    void everyScoredPositionIsADotAndTheBestOneStandsOut() {
        List<String> dots = new ArrayList<>();
        PAGE.lines().filter(line -> line.contains("<g class=\"dot ")).forEach(dots::add);
        // Two panels of four dots, and three of the legend; the unscored one is none.
        assertThat(dots.stream().filter(line -> line.contains("<title>α"))).hasSize(8);
        assertThat(
                        PAGE.split(
                                "class=\"dot main\"><title>α\u00a0=\u00a00.5, 2 of the groups: −6.3",
                                -1))
                .hasSize(3);
        assertThat(PAGE).contains("perplexity +900.0 % (beyond the right edge)");
    }

    @Test
    void lowerIsLessAndFurtherRightCostsMore() {
        String markup =
                new FrontPanel(
                                "cost",
                                "",
                                2,
                                List.of(
                                        new FrontPanel.Spot("control", 0, 0, "origin"),
                                        new FrontPanel.Spot("main", 1.5, -6, "gain")))
                        .markup();
        double[] origin = place(markup, "origin");
        double[] gain = place(markup, "gain");
        assertThat(gain[0]).isGreaterThan(origin[0]);
        assertThat(gain[1]).as("SVG counts from the top").isGreaterThan(origin[1]);
    }

    private static double[] place(String markup, String hint) {
        Matcher dot =
                Pattern.compile(
                                "<title>"
                                        + hint
                                        + "</title>\\s*<circle[^>]*cx=\"([0-9.]+)%\" cy=\"([0-9.]+)%\"")
                        .matcher(markup);
        assertThat(dot.find()).isTrue();
        return new double[] {Double.parseDouble(dot.group(1)), Double.parseDouble(dot.group(2))};
    }

    @Test
    void theFrontAndTheCountsAreInTables() {
        assertThat(PAGE)
                .contains("4 positions on the front", "<td class=\"number\">−20.0</td>")
                .contains("<td class=\"number\">97.2 % [90.4, 99.2]</td>", "1.004 [1.001, 1.007]")
                .contains("<th scope=\"row\">1, layer 0</th>", "0/3, 0/9")
                .contains("known.jsonl", "A &lt;note&gt; &amp; 100 %")
                .contains("<dt>Positions tried</dt><dd><b>5</b>", "interval −6.5 to −2.5")
                .doesNotContain("Choices right");
    }

    @Test
    void itRunsNothingAndNamesStayText() {
        String page =
                TunePage.render(
                        report(
                                "<script>alert(1)</script>",
                                search(UNIFORM, BEST, true),
                                List.of()));
        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(PAGE)
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("http:", "https:");
    }

    @Test
    void theDefaultLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(TunePage.render(FULL)).isEqualTo(PAGE);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void asJsonNoNumberIsMissing() {
        assertThat(FULL.json())
                .startsWith("{\n  \"format\" : \"candor-tune/1\"")
                .contains("\"points\" : null", "\"points\" : -6.25")
                .doesNotContain("NaN")
                .endsWith("}\n");
    }
}
