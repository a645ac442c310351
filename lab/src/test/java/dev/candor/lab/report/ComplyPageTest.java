package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.compliance.Steady;
import dev.candor.lab.contribution.Linearity;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.report.RetentionReport.Kept;
import dev.candor.lab.report.RetentionReport.RetainedSet;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.statistics.Change;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.McNemar;
import dev.candor.lab.statistics.Slope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComplyPageTest {
    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final ComplyReport FULL = ComplyFixtures.full();
    private static final String PAGE = ComplyPage.render(FULL);

    @Test
    void everySectionStandsInOrderAndIsLinked() {
        List<String> ids = sections(PAGE);
        assertThat(ids)
                .containsExactly(
                        "dose",
                        "sets",
                        "kept",
                        "linearity",
                        "each",
                        "examples",
                        "limits",
                        "neurons",
                        "made");
        assertThat(ids).allSatisfy(id -> assertThat(PAGE).contains("<a href=\"#" + id + "\">"));
    }

    @Test
    void whatWasNotMeasuredHasNoSection() {
        ComplyReport plain = ComplyFixtures.plain(1);
        assertThat(sections(ComplyPage.render(with(plain, new Linearity(List.of(), 0)))))
                .containsExactly("dose", "sets", "limits", "neurons", "made");
        assertThat(sections(ComplyPage.render(ComplyFixtures.plain(0))))
                .containsExactly("linearity", "limits", "neurons", "made");
    }

    @Test
    void thePageRunsNothingAndLoadsNothing() {
        String markup = STYLE.matcher(PAGE).replaceAll("");
        assertThat(PAGE).doesNotContain("<script").doesNotContain("url(").doesNotContain("@import");
        assertThat(markup)
                .doesNotContainPattern("<[^>]*\\sstyle\\s*=")
                .doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=")
                .doesNotContainPattern("\\ssrc\\s*=")
                .doesNotContainPattern("\\shref\\s*=\\s*\"(?!#)")
                .doesNotContain("http:")
                .doesNotContain("https:");
    }

    @Test
    void equalReportsGiveEqualPagesWhateverTheOrderOfTheirSettings() {
        assertThat(ComplyPage.render(ComplyFixtures.full())).isEqualTo(PAGE);
        Map<String, String> one = new LinkedHashMap<>();
        Map<String, String> other = new LinkedHashMap<>();
        List.of("b", "a", "c").forEach(key -> one.put(key, "x"));
        List.of("c", "b", "a").forEach(key -> other.put(key, "x"));
        assertThat(ComplyPage.render(with(FULL, one)))
                .isEqualTo(ComplyPage.render(with(FULL, other)));
    }

    @Test
    void theDefaultLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(ComplyPage.render(ComplyFixtures.full())).isEqualTo(PAGE);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesStayText() {
        SetResult set =
                ComplyFixtures.set("<b>", false, List.of(0.0, 1.0, 3.0), alpha -> alpha / 4);
        BenchmarkResult benchmark =
                benchmark("<script>alert(1)</script> %s {{head}} \"q\"", List.of(set));
        ComplyReport report =
                ComplyFixtures.report(
                        List.of(new DrawnSet("<b>", DialSet.Kind.H_NEURONS, List.of("<i>"), null)),
                        List.of(benchmark),
                        null,
                        null,
                        List.of(),
                        List.of("<img src=x onerror=alert(2)> & 100 %"));
        String page = ComplyPage.render(report);
        assertThat(page)
                .contains("&lt;b&gt;, α\u00a0=\u00a03: 75.0 %")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; %s {{head}} &quot;q&quot;")
                .contains("<li>&lt;img src=x onerror=alert(2)&gt; &amp; 100 %</li>")
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("Times as loud")
                .doesNotContain("<i>");
        assertThat(page.split("<b>", -1)).as("the figures alone are bold").hasSize(5);
    }

    @Test
    void theNumbersOfTheRunAreThere() {
        assertThat(PAGE)
                .contains("19</b>", "of 348,160, or 0.055 ‰", "<b>800</b>", "<b>0 – 3</b>")
                .contains("+5.50 [+4.60, +6.60] points a unit of α")
                .contains("Over α 0, 1, 3", "9 sets")
                .contains("α 1 → 0, points", "+11.0 [+9.0, +13.5]", "0.037")
                .contains(
                        "0.880",
                        "sycophancy (21 of 200 items at α\u00a0=\u00a03)",
                        "163 of 400 in facts.jsonl")
                .contains("<h4>Alone, on 100 items</h4>", "<th scope=\"row\">3/116</th>")
                .contains("<th scope=\"row\">first 13</th>", "<summary>7 more</summary>")
                .contains("no question: 3; twice: 4", "3/17, 12/4061")
                .contains(
                        "217, of which 200 were fit (right answer no: 80; yes: 120); not right by"
                                + " reply: 13; too long: 4")
                .doesNotContain("On the same items");
        FULL.benchmarks()
                .forEach(each ->
                        assertThat(PAGE)
                                .contains("<p>" + Html.escape(each.verdict()) + "</p></li>"));
    }

    @Test
    void everyVerdictIsMarkedByItsBand() {
        assertThat(PAGE)
                .contains("<h2>false premises</h2> <span class=\"badge outside\">outside the")
                .contains("<h2>sycophancy</h2> <span class=\"badge inside\">inside the")
                .contains(
                        "raises compliance further than every control set of random neurons does, on 2 of 4 benchmarks");
        assertThat(ComplyPage.render(ComplyFixtures.plain(1)))
                .contains("<span class=\"badge alone\">no controls")
                .contains("none, so the slope says nothing of these neurons in particular")
                .contains("without control sets to compare with")
                .doesNotContain("each control set");
    }

    @Test
    void whatOneMoreControlWouldDoStandsBesideTheBand() {
        for (BenchmarkResult each : FULL.benchmarks()) {
            Band band = each.readings().getFirst().band();
            assertThat(PAGE)
                    .contains(
                            "<dt>One more control, 95%</dt><dd>"
                                    + ComplyNumbers.span(band.prediction())
                                    + "</dd>")
                    .contains(
                            "<dt>Rank among all</dt><dd>p = "
                                    + Numbers.decimals(band.pValue(), 3)
                                    + ", two-sided</dd>");
        }
        assertThat(PAGE)
                .contains(
                        "With 9 control sets only, neurons of no special kind would lie beyond all of"
                                + " them in up to 20 % of benchmarks, and no rank p can be below 0.100.",
                        "its interval resamples items and holds the sets fixed")
                .doesNotContain("which is why their lead must leave out zero as well");
    }

    @Test
    void howLoudEverySetIsStandsBesideItsSlope() {
        assertThat(PAGE)
                .contains("<th scope=\"col\" class=\"number\">Times as loud</th>")
                .containsPattern(
                        "<th scope=\"row\">h-neurons</th>(?s:.{1,2000}?)<td class=\"number\">1.00</td>")
                .containsPattern(
                        "<th scope=\"row\">matched-3</th>(?s:.{1,2000}?)<td class=\"number\">0.97</td>")
                .contains("matched in loudness are 0.85 to 0.97 times as loud as the H-neurons");
    }

    @Test
    void theSlopeWithoutCutRepliesStandsBesideTheFirst() {
        String many = render(List.of(rising(List.of(0.0, 1.0, 3.0))));
        assertThat(many)
                .contains("<dt>Slope</dt><dd>+25.00 [+24.10, +26.10] points a unit of α</dd>")
                .contains("<dt>Without cut replies</dt><dd>+23.75 [+22.85, +24.85]</dd>");
        assertThat(render(List.of(rising(List.of(0.0, 1.0, 2.0)))))
                .contains("<dt>Without cut replies</dt><dd>+23.75 [+22.85, +24.85]</dd>");
        assertThat(render(List.of(rising(List.of(0.0, 0.1)))))
                .contains("<dt>Without cut replies</dt><dd>the same, none was cut</dd>");
        List<Double> ends = List.of(0.0, 1.0, 3.0);
        List<SetResult> sets = new ArrayList<>();
        sets.add(rising(List.of(0.0, 0.5, 1.0, 3.0)));
        sets.add(ComplyFixtures.set("one", true, ends, alpha -> 0.25));
        sets.add(ComplyFixtures.set("two", true, ends, alpha -> 0.25 + alpha / 100));
        assertThat(render(sets))
                .contains(
                        "<dt>Without cut replies, over α 0, 1, 3</dt><dd>+23.75 [+22.85, +24.85];"
                                + " controls 0.00 to +1.00, lead over their mean +23.00 [+22.10,"
                                + " +24.10]</dd>");
        assertThat(PAGE)
                .as("choices read from probabilities")
                .doesNotContain("Without cut replies");
    }

    @Test
    void whereManyRepliesWereCutANoteSaysBothSlopes() {
        assertThat(
                        CutReplies.notes(
                                List.of(benchmark("bench", List.of(rising(List.of(0.0, 3.0)))))))
                .containsExactly(
                        "On bench a reply was cut in up to 21 of 200 items (h, α\u00a0=\u00a03), and one that"
                                + " is cut before it corrects, refuses or answers counts as going along."
                                + " Points a unit of α with cut replies: +25.00 [+24.10, +26.10]; without:"
                                + " +23.75 [+22.85, +24.85].");
        assertThat(
                        CutReplies.notes(
                                List.of(benchmark("bench", List.of(rising(List.of(0.0, 2.0)))))))
                .as("cut in 14 of 200")
                .isEmpty();
        assertThat(CutReplies.notes(FULL.benchmarks()))
                .as("choices read from probabilities")
                .isEmpty();
    }

    @Test
    void wherePointsAreASingleOneNoItemMoved() {
        Slope still = new Slope(1e-17, new Interval(0, 0));
        SetResult own = ComplyFixtures.set("h", false, List.of(0.0, 1.0, 3.0), alpha -> 1);
        SetResult flat =
                new SetResult(
                        "h", own.kind(), false, own.doses(), still, still, null, own.changes());
        Change none = new Change(1, 3, 200, 0, new Interval(0, 0), new McNemar(0, 0, 1));
        SetResult same =
                new SetResult(
                        "h", own.kind(), false, own.doses(), still, still, null, List.of(none));
        assertThat(render(List.of(same)).split("<td class=\"number\">no item moved</td>", -1))
                .as("the slope and the change")
                .hasSize(3);
        assertThat(render(List.of(flat)))
                .contains("<dt>Slope</dt><dd>no item moved</dd>")
                .contains("<td class=\"number\">no item moved</td>")
                .doesNotContain("[0.00", "[0.000");
    }

    @Test
    void itemsAboutTheSameThingsAreACaveatOfTheirOwn() {
        BenchmarkResult alone = benchmark("bench", List.of(rising(List.of(0.0, 1.0, 3.0))));
        BenchmarkResult grouped =
                new BenchmarkResult(
                        alone.name(),
                        alone.title(),
                        alone.measure(),
                        alone.source(),
                        alone.items(),
                        60,
                        alone.screening(),
                        alone.readings());
        assertThat(ComplyPage.render(ComplyFixtures.plain(List.of(grouped))))
                .contains(
                        "and p is too small: bench (200 items about 60 things). Intervals of slopes, leads");
        assertThat(ComplyPage.render(ComplyFixtures.plain(List.of(alone))))
                .doesNotContain("Intervals of rates (Wilson)");
    }

    private static SetResult rising(List<Double> alphas) {
        return ComplyFixtures.set("h", false, alphas, alpha -> alpha / 4);
    }

    @Test
    void aDotIsAsHighAsItsRate() {
        SetResult set =
                ComplyFixtures.set("h", false, List.of(0.0, 1.0, 2.0), alpha -> alpha * 0.5);
        String page = render(List.of(set));
        // From 0 to 100 %, and from α = 0 to 2 with 4 % of that on either side.
        assertThat(dot(page, "h, α\u00a0=\u00a00: 0.0 %")).containsExactly(3.70, 100.00);
        assertThat(dot(page, "h, α\u00a0=\u00a01: 50.0 %")).containsExactly(50.00, 50.00);
        assertThat(dot(page, "h, α\u00a0=\u00a02: 100.0 %")).containsExactly(96.30, 0.00);
        assertThat(page).contains("d=\"M3.70,100.00L50.00,50.00L96.30,0.00\"");
    }

    @Test
    void theBandReachesFromTheLeastControlToTheGreatest() {
        List<Double> alphas = List.of(0.0, 1.0, 2.0);
        String page =
                render(
                        List.of(
                                ComplyFixtures.set("h", false, alphas, alpha -> alpha * 0.5),
                                ComplyFixtures.set("one", true, alphas, alpha -> 0.25),
                                ComplyFixtures.set("two", true, List.of(0.0, 2.0), alpha -> 0.75)));
        assertThat(page)
                .contains(
                        "class=\"control-band\" d=\"M3.70,25.00L50.00,75.00L96.30,25.00"
                                + "L96.30,75.00L50.00,75.00L3.70,75.00Z\"")
                .contains("Over α 0, 2");
    }

    @Test
    void aRateThatIsNotThereIsADashAndAGap() {
        SetResult set =
                ComplyFixtures.set(
                        "h",
                        false,
                        List.of(0.0, 1.0, 2.0, 3.0, 4.0),
                        alpha -> alpha == 2 ? Double.NaN : alpha / 4);
        String page = render(List.of(set));
        assertThat(page)
                .doesNotContain("NaN")
                .doesNotContain("Infinity")
                .doesNotContain("h, α\u00a0=\u00a02:")
                .containsPattern(
                        "<th scope=\"row\">2</th><td class=\"number\">–</td><td class=\"number\">0</td>")
                .containsPattern("d=\"M3.70,100.00L[0-9.,]+M[0-9.,]+L96.30,0.00\"")
                .contains("<span class=\"badge none\">no slope</span>");
    }

    @Test
    void nothingScoredAtAllStillGivesAPage() {
        SetResult set = ComplyFixtures.set("h", false, List.of(1.0), alpha -> Double.NaN);
        assertThat(render(List.of(set))).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void anAbilityThatWasNotMeasuredHasNeitherPanelNorColumn() {
        Kept kept =
                new Kept(
                        1,
                        new Retention("s", null, new Retention.Perplexity(11.4, 100, 4), null),
                        new RetentionReport.Ratio(1, new Interval(1, 1)));
        ComplyReport report =
                ComplyFixtures.report(
                        ComplyFixtures.sets(0),
                        List.of(),
                        new RetentionReport(
                                null,
                                new RetentionReport.Text("held-out.txt", "", 512, 40),
                                null,
                                List.of(new RetainedSet("h", "H-neurons", false, List.of(kept)))),
                        null,
                        List.of(),
                        List.of());
        assertThat(ComplyPage.render(report))
                .contains("<h3>Perplexity, × untouched</h3>", "11.40", "1.000 [1.000, 1.000]")
                .doesNotContain("Known questions")
                .doesNotContain("Choices right")
                .doesNotContain("Mean tokens")
                .doesNotContain("each control set");
    }

    @Test
    void oddFactorsGetTicksOfTheirOwn() {
        SetResult set =
                ComplyFixtures.set(
                        "h", false, List.of(0.9, 1.0, 1.0 + 0.1), alpha -> 0.4 + alpha / 10);
        assertThat(render(List.of(set)))
                .contains(">α\u00a0=\u00a00.90</text>", ">1.05</text>", ">1.10</text>")
                .contains("<th scope=\"row\">1.1</th>");
    }

    @Test
    void everyBenchmarkHasItsPanel() {
        String page = ComplyPage.render(ComplyFixtures.plain(10));
        assertThat(page.split("<div class=\"plot\">", -1)).as("and that of linearity").hasSize(12);
        assertThat(page).contains("bench 9", "on 10 benchmarks");
    }

    @Test
    void aSecondReadingIsDashedAndHasItsTable() {
        assertThat(PAGE.split("class=\"curve other-reading\" d=", -1)).hasSize(2);
        assertThat(PAGE)
                .contains("</svg>read by reply</li>", "<summary>Dashed, read by reply</summary>");
        assertThat(ComplyPage.render(ComplyFixtures.plain(1)))
                .doesNotContain("class=\"curve other-reading\"");
    }

    @Test
    void slopesOverTheSameItemsStandBesideThoseOverAll() {
        SetResult own = ComplyFixtures.set("h", false, List.of(0.0, 1.0, 3.0), a -> 0.2 + a / 10);
        SetResult control = ComplyFixtures.set("random-1", true, List.of(0.0, 1.0, 3.0), a -> 0.5);
        Slope steady = new Slope(4.2, new Interval(1.1, 7.3));
        List<SetResult> sets =
                List.of(
                        with(own, new Steady(31, steady)),
                        control,
                        with(control, new Steady(40, new Slope(-1, new Interval(-2, 1)))));
        assertThat(render(sets))
                .contains(
                        "On the same items at every one of α 0, 1, 3",
                        "+4.20 [+1.10, +7.30] on 31 items; controls −1.00 to 0.00");
        assertThat(SteadySlopes.of(ComplyFixtures.reading(Reading.TEXT, "m", List.of(own))))
                .isEmpty();
    }

    private static SetResult with(SetResult set, Steady steady) {
        return new SetResult(
                set.set(),
                set.kind(),
                set.control(),
                set.doses(),
                set.slope(),
                set.sharedSlope(),
                steady,
                set.changes());
    }

    private static String render(List<SetResult> sets) {
        return ComplyPage.render(ComplyFixtures.plain(List.of(benchmark("bench", sets))));
    }

    private static BenchmarkResult benchmark(String title, List<SetResult> sets) {
        BenchmarkResult like = ComplyFixtures.benchmark("bench", title, "m", 0, 0, 0);
        return new BenchmarkResult(
                like.name(),
                title,
                like.measure(),
                like.source(),
                like.items(),
                like.groups(),
                like.screening(),
                List.of(ComplyFixtures.reading(Reading.TEXT, "m", sets)));
    }

    /// Where the dot with a hint is, in percent.
    private static List<Double> dot(String page, String hint) {
        Matcher dot =
                Pattern.compile(
                                "<title>"
                                        + Pattern.quote(hint)
                                        + "[^<]*</title>\\s*<circle[^>]*>\\s*<circle cx=\"([^%]+)%\" cy=\"([^%]+)%\"")
                        .matcher(page);
        assertThat(dot.find()).as(hint).isTrue();
        return List.of(Double.valueOf(dot.group(1)), Double.valueOf(dot.group(2)));
    }

    private static List<String> sections(String page) {
        List<String> ids = new ArrayList<>();
        Matcher section = Pattern.compile("<section id=\"([a-z]+)\"").matcher(page);
        while (section.find()) {
            ids.add(section.group(1));
        }
        return ids;
    }

    private static ComplyReport with(ComplyReport report, Linearity linearity) {
        return copy(report, report.settings(), linearity);
    }

    private static ComplyReport with(ComplyReport report, Map<String, String> settings) {
        return copy(report, settings, report.linearity());
    }

    private static ComplyReport copy(
            ComplyReport report, Map<String, String> settings, Linearity linearity) {
        return new ComplyReport(
                report.format(),
                report.model(),
                report.probe(),
                report.from(),
                settings,
                report.judge(),
                report.agreement(),
                report.sets(),
                report.benchmarks(),
                report.retention(),
                linearity,
                report.each(),
                report.examples(),
                report.notes());
    }
}
