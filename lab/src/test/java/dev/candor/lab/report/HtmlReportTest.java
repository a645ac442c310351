package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
    private static final Pattern ELEMENT =
            Pattern.compile("<(script|style)([^>]*)>(.*?)</\\1>", Pattern.DOTALL);
    private static final String PAGE = HtmlReport.render(ReportFixtures.better());

    @Test
    void thePageLoadsNothing() {
        String markup = ELEMENT.matcher(PAGE).replaceAll("");
        assertThat(markup)
                .doesNotContainPattern("\\ssrc\\s*=")
                .doesNotContainPattern("\\shref\\s*=\\s*\"(?!#)")
                .doesNotContain("<link")
                .doesNotContain("<iframe")
                .doesNotContain("http:")
                .doesNotContain("https:");
        assertThat(element("style", "")).doesNotContain("url(").doesNotContain("@import");
        assertThat(Resources.charts())
                .doesNotContain("http")
                .doesNotContain("fetch(")
                .doesNotContain("import(");
    }

    @Test
    void thePolicyAllowsThisPagesScriptsAndStyleAlone() throws Exception {
        Matcher policy =
                Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(PAGE);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1)).startsWith("default-src 'none'; ").doesNotContain("unsafe");
        Matcher element = ELEMENT.matcher(PAGE);
        List<String> hashed = new ArrayList<>();
        while (element.find()) {
            if (!element.group(2).contains("application/json")) {
                hashed.add(sha256(element.group(3)));
            }
        }
        assertThat(hashed)
                .hasSize(3)
                .allSatisfy(hash -> assertThat(policy.group(1)).contains("'sha256-" + hash + "'"));
    }

    @Test
    void markupNeedsNoInlineStylesOrHandlers() {
        assertThat(ELEMENT.matcher(PAGE).replaceAll(""))
                .doesNotContainPattern("<[^>]*\\sstyle\\s*=")
                .doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=");
    }

    @Test
    void namesFromFilesStayText() {
        String page = HtmlReport.render(ReportFixtures.hostile());
        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("\u2028")
                .doesNotContain("\u001b")
                .contains("&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)")
                .contains("&quot;a&quot; &amp; &#39;b&#39; {{data}} $1")
                .contains("&lt;img src=x onerror=alert(2)&gt;");
        Matcher element = ELEMENT.matcher(page);
        assertThat(element.results().count()).isEqualTo(4);
        assertThat(data(page).at("/forest/1/title").asString())
                .isEqualTo("<img src=x onerror=alert(2)>");
    }

    @Test
    void equalReportsGiveEqualPages() {
        assertThat(HtmlReport.render(ReportFixtures.better())).isEqualTo(PAGE);
    }

    @Test
    void thePageIsSmallEnoughToSendOn() {
        assertThat(PAGE.getBytes(StandardCharsets.UTF_8).length).isLessThan(500_000);
    }

    @Test
    void everyChartHasADescriptionAndItsNumbersInATable() {
        List<String> sections =
                List.of(ELEMENT.matcher(PAGE).replaceAll("").split("<section ", -1));
        List<String> charts = sections.stream().filter(s -> s.contains("data-chart")).toList();
        assertThat(charts)
                .hasSize(9)
                .allSatisfy(section ->
                        assertThat(section)
                                .containsPattern("data-description=\"[A-Z][^\"]+\"")
                                .contains("<table>"));
    }

    @Test
    void theSectionsComeInTheOrderOfAnArgument() {
        List<String> ids =
                Pattern.compile("<section id=\"([a-z]+)\"")
                        .matcher(PAGE)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(ids)
                .containsExactly(
                        "funnel",
                        "forest",
                        "roc",
                        "reliability",
                        "flagging",
                        "abstaining",
                        "map",
                        "neurons",
                        "stability",
                        "candidates",
                        "residual",
                        "sparsity",
                        "data",
                        "settings",
                        "limits",
                        "reproduce");
    }

    @Test
    void everyLinkLeadsToASection() {
        List<String> targets =
                Pattern.compile("href=\"#([a-z]+)\"")
                        .matcher(PAGE)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(targets)
                .hasSizeGreaterThan(9)
                .allSatisfy(id -> assertThat(PAGE).contains("<section id=\"" + id + "\""));
    }

    @Test
    void aPromptStaysText() {
        String page = HtmlReport.render(ReportFixtures.hostile());
        assertThat(page)
                .contains("<span>Which hill of &lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)")
                .contains("<b class=\"wrong\">The green one</b> <i>20 ‰, wrong</i>");
    }

    @Test
    void twelveNeuronsStandWithTheirFiguresAndPrompts() {
        assertThat(PAGE.split("data-chart=\"firing\"", -1)).hasSize(13);
        assertThat(PAGE.split("<summary>Where it fires most</summary>", -1)).hasSize(13);
        assertThat(data(PAGE).at("/firing/0/wrong")).hasSize(24);
        assertThat(data(PAGE).at("/map/dots")).hasSize(42);
        assertThat(data(PAGE).at("/map/dots/0")).hasSize(4);
    }

    @Test
    void everyScoreOfTheHeldOutSetIsDrawnAndOfOthersTheBestOfAGroup() {
        JsonNode sets = data(PAGE).at("/forest");
        assertThat(lines(sets.get(0))).isEqualTo(19);
        assertThat(lines(sets.get(1))).isBetween(7, 8);
        assertThat(sets.at("/0/groups").findValuesAsString("title"))
                .containsExactly(
                        "H-neurons",
                        "The answer and its probabilities",
                        "Several replies to the question",
                        "Other probes of the inside",
                        "Random neurons",
                        "The question alone");
    }

    private static int lines(JsonNode set) {
        int lines = 0;
        for (JsonNode group : set.path("groups")) {
            lines += group.path("lines").size();
        }
        return lines;
    }

    @Test
    void theLibrarysLicenceGoesWithIt() {
        assertThat(PAGE)
                .contains("Copyright 2010-2023 Mike Bostock")
                .contains("and this permission notice appear in all copies");
    }

    @Test
    void withoutAProbeThereIsAFunnelAndNoEmptyChart() {
        String page = HtmlReport.render(ReportFixtures.tooFew());
        assertThat(page)
                .contains("Too few answers for a probe")
                .contains("data-chart=\"funnel\"")
                .doesNotContain("data-chart=\"roc\"")
                .doesNotContain("data-chart=\"firing\"")
                .doesNotContain("id=\"stability\"")
                .doesNotContain("id=\"neurons\"");
    }

    @Test
    void theEmbeddedFunnelHasTheReportsCounts() {
        JsonNode bars = data(PAGE).at("/funnels/0/bars");
        assertThat(bars.at("/0/parts/0/count").asInt()).isEqualTo(2500);
        assertThat(bars.at("/1/parts/1/count").asInt()).isEqualTo(1198);
        assertThat(bars.at("/2/parts/2/count").asInt()).isEqualTo(60);
        assertThat(bars.at("/3/count").asInt()).isEqualTo(1540);
    }

    @Test
    void theChartWritesFiguresAsTheSentencesDo() {
        String value = data(PAGE).at("/forest/0/groups/0/lines/0/value").asString();
        assertThat(ReportFixtures.better().headline().sentence()).contains("AUROC " + value);
    }

    private static JsonNode data(String page) {
        Matcher element = ELEMENT.matcher(page);
        while (element.find()) {
            if (element.group(2).contains("application/json")) {
                return JsonMapper.shared().readTree(element.group(3));
            }
        }
        throw new AssertionError("no chart data in the page");
    }

    private static String element(String name, String attributes) {
        Matcher element = ELEMENT.matcher(PAGE);
        while (element.find()) {
            if (element.group(1).equals(name) && element.group(2).equals(attributes)) {
                return element.group(3);
            }
        }
        throw new AssertionError("no <" + name + attributes + "> in the page");
    }

    private static String sha256(String content) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(content.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
