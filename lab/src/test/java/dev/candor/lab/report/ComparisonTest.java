package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.report.Comparison.ComparedSet;
import dev.candor.lab.report.Comparison.Entry;
import dev.candor.lab.report.Comparison.Named;
import dev.candor.lab.report.ScoreKind.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
    private static final Comparison THREE =
            Comparison.of(
                    List.of(
                            new Named("good", ReportFixtures.better()),
                            new Named("bad", ReportFixtures.notBetter()),
                            new Named("none", ReportFixtures.tooFew())));

    @Test
    void aSetHoldsTheRunsThatHaveIt() {
        assertThat(THREE.sets())
                .extracting(ComparedSet::set)
                .containsExactly("test", "nq-open", "bioasq");
        assertThat(THREE.sets().getFirst().title()).isEqualTo("Held-out questions");
        for (ComparedSet set : THREE.sets()) {
            assertThat(set.entries()).extracting(Entry::run).containsExactly("good", "bad");
        }
    }

    @Test
    void theFiguresAreThoseOfTheReports() {
        Entry entry = THREE.sets().getFirst().entries().getLast();
        Scoreboard board = Scoreboard.of(ReportFixtures.notBetter()).getFirst();
        ScoreResult cheap = board.best(Source.CHEAP).orElseThrow();
        Comparison.Scored compared = Objects.requireNonNull(entry.cheap());
        assertThat(compared.kind()).isEqualTo(cheap.kind());
        assertThat(compared.lead()).isEqualTo(cheap.lead());
        assertThat(Objects.requireNonNull(entry.probe()).auroc())
                .isEqualTo(board.probe().orElseThrow().evaluation().auroc());
    }

    @Test
    void runsOnOneShapeOverlapAndThoseWithoutAProbeDoNot() {
        assertThat(THREE.overlaps()).hasSize(1);
        assertThat(THREE.overlaps().getFirst().shared()).isEqualTo(42);
        assertThat(THREE.overlaps().getFirst().jaccard()).isEqualTo(1);
    }

    @Test
    void theTerminalShowsRunsSetsAndOverlapAndNoNameCommandsIt() {
        String text =
                ComparisonSummary.render(
                        Comparison.of(
                                List.of(
                                        new Named("\u001b[2Jgood", ReportFixtures.better()),
                                        new Named("bad", ReportFixtures.hostile()))));
        assertThat(text)
                .contains("Held-out questions  H-neurons [95%]")
                .contains("\n[2Jgood ")
                .contains("Same neurons")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}&&[^\\n]]");
    }

    @Test
    void thePageStandsAloneAndNamesStayText() {
        String page =
                ComparisonPage.render(
                        Comparison.of(
                                List.of(
                                        new Named("good", ReportFixtures.better()),
                                        new Named("<img src=x>", ReportFixtures.hostile()))));
        assertThat(page)
                .contains("default-src 'none'; ", "data-chart=\"forest\"", "id=\"overlap\"")
                .contains("&lt;img src=x&gt;")
                .doesNotContain("<img", "<script>alert", "<link", "\u2028");
    }

    @Test
    void everyKeyIsDocumented() throws Exception {
        String documentation = Files.readString(Path.of("..", "docs", "formats", "report-json.md"));
        JsonNode tree = JsonMapper.shared().readTree(ReportJson.write(THREE));
        assertThat(tree.path("schema").asString()).isEqualTo(Comparison.SCHEMA);
        assertThat(ReportJsonTest.keys(tree))
                .hasSizeGreaterThan(25)
                .allSatisfy(key -> assertThat(documentation).contains("`" + key + "`"));
    }
}
