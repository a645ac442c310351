package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @Test
    void writesBothFilesOverEarlierOnesAndLeavesNothingElse(@TempDir Path run) throws Exception {
        ReportFiles.write(run, ReportFixtures.tooFew());
        ReportFiles.write(run, ReportFixtures.better());
        assertThat(Files.readString(run.resolve("report.json")))
                .isEqualTo(ReportJson.write(ReportFixtures.better()));
        assertThat(Files.readString(run.resolve("report.html")))
                .isEqualTo(HtmlReport.render(ReportFixtures.better()));
        try (var files = Files.list(run)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path run) {
        assertThatThrownBy(() -> ReportFiles.write(run.resolve("gone"), ReportFixtures.better()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        run.resolve("gone").resolve("report.json") + " cannot be written");
    }
}
