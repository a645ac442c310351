package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortSummaryTest {
    private static final Path RUN = Path.of("RUN");

    @Test
    void saysNeuronsScoresRepliesAndWhereTheReportIs() {
        String text = ShortSummary.render(ReportFixtures.dialled(), RUN);
        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("H-neurons: 42 of the 123,904 neurons of TinyLlama 1.1B Chat v1.0");
        assertThat(text)
                .contains(
                        "AUROC [95% CI]      H-neurons           random neurons      answer length\n")
                .containsPattern("\nheld out +0\\.\\d\\d \\[.*\n")
                .containsPattern("\nnq-open +0\\.\\d\\d \\[")
                .contains("The dial                        α = 0                 α = 1   ")
                .contains("The highest hill                I do not know.        The green one  ")
                .contains("The green one, of c…\n")
                .contains("(nothing)");
        assertThat(lines.getLast()).isEqualTo("Report: " + RUN.resolve("report.html"));
        assertThat(lines).hasSizeLessThanOrEqualTo(11).allMatch(line -> line.length() <= 100);
    }

    @Test
    void withoutAProbeItSaysWhyAndHasNoTable() {
        assertThat(ShortSummary.render(ReportFixtures.tooFew(), RUN))
                .startsWith("Too few answers for a probe")
                .doesNotContain("AUROC")
                .doesNotContain("The dial")
                .hasLineCount(2);
    }
}
