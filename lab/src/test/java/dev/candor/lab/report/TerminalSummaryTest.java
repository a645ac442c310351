package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
    private static final Path RUN = Path.of("RUN");

    @Test
    void saysTheResultTheCountsAndWhereTheFilesAre() {
        String text = TerminalSummary.render(ReportFixtures.better(), RUN);
        assertThat(text)
                .startsWith("The 42 H-neurons found and 31 of negative weight tell")
                .contains("42 of 123,904 (0.34 ‰) at C = 0.3")
                .contains("402 correct, 1,198 wrong, 602 mixed, 131 declined, 67 unclear")
                .contains("100 left out once their class was full")
                .contains("test 78 + 230")
                .containsPattern(
                        "AUROC +H-neurons \\[95%] +random +length +log-prob\\. +residual +lead over")
                .containsPattern(
                        "Held-out questions  0\\.\\d\\d \\[.*] +0\\.\\d\\d +0\\.\\d\\d +0\\.\\d\\d +0\\.\\d\\d"
                                + " +\\+0\\.\\d\\d \\[")
                .contains("\nnq-open ")
                .contains(RUN.resolve("report.html").toString())
                .contains(RUN.resolve("probe.json").toString());
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(19).allMatch(l -> l.length() <= 100);
    }

    @Test
    void withoutAProbeThereIsNoTableAndNoProbeFile() {
        assertThat(TerminalSummary.render(ReportFixtures.tooFew(), RUN))
                .startsWith("Too few answers for a probe")
                .doesNotContain("AUROC")
                .doesNotContain("probe.json");
    }

    @Test
    void aNameCannotCommandTheTerminal() {
        FindReport report =
                ReportFixtures.report(
                        "m", new ReportFixtures.Shifts(1, 0, 0, 0), "\u001b[2J\u202Enq\r\u009b");
        assertThat(TerminalSummary.render(report, RUN))
                .containsPattern("\n\\[2Jnq {15}0\\.")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}&&[^\\n]]");
    }
}
