package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class WithoutTextsTest {
    private static final FindReport FULL = ReportFixtures.dialled();
    private static final FindReport BARE = WithoutTexts.of(FULL);

    @Test
    void noQuestionOrAnswerIsLeftInAnyFile() {
        for (String text : new String[] {"Which", "The green one", "Harl", "Are you sure"}) {
            assertThat(ReportJson.write(FULL)).contains(text);
            assertThat(ReportJson.write(BARE)).doesNotContain(text);
            assertThat(HtmlReport.render(BARE)).doesNotContain(text);
            assertThat(ReportJson.neurons(Objects.requireNonNull(BARE.evidence())))
                    .doesNotContain(text);
        }
        assertThat(HtmlReport.render(BARE)).doesNotContain("Where it fires most");
    }

    @Test
    void theFiguresStay() {
        assertThat(BARE.evaluations()).isEqualTo(FULL.evaluations());
        assertThat(BARE.headline()).isEqualTo(FULL.headline());
        assertThat(ReportJson.write(BARE)).contains("\"id\" : \"facts#1\"");
        assertThat(WithoutTexts.of(BARE)).isEqualTo(BARE);
    }

    @Test
    void aReportWithoutAProbeHasNoTextsToLose() {
        assertThat(WithoutTexts.of(ReportFixtures.tooFew())).isEqualTo(ReportFixtures.tooFew());
    }
}
