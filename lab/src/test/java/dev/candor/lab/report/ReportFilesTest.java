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
    void writesItsFilesOverEarlierOnesAndLeavesNothingElse(@TempDir Path run) throws Exception {
        ReportFiles.write(run, ReportFixtures.tooFew());
        ReportFiles.write(run, ReportFixtures.better());
        assertThat(Files.readString(run.resolve("report.json")))
                .isEqualTo(ReportJson.write(ReportFixtures.better()));
        assertThat(Files.readString(run.resolve("report.html")))
                .isEqualTo(HtmlReport.render(ReportFixtures.better()));
        try (var files = Files.list(run)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path run) {
        assertThatThrownBy(() -> ReportFiles.write(run.resolve("gone"), ReportFixtures.better()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        run.resolve("gone").resolve("report.json") + " cannot be written");
    }

    @Test
    void aReportComesBackAsItWasWritten(@TempDir Path run) throws Exception {
        ReportFiles.write(run, ReportFixtures.dialled());
        assertThat(ReportFiles.read(run)).isEqualTo(ReportFixtures.dialled());
    }

    @Test
    void aReportOfAnotherFormatIsRefusedByFileAndKey(@TempDir Path run) throws Exception {
        Path file = run.resolve("report.json");
        Files.writeString(file, "{\"schema\": \"candor.find.report/1\", \"headline\": {}}");
        assertThatThrownBy(() -> ReportFiles.read(run))
                .isInstanceOf(ReportFileException.class)
                .hasMessageStartingWith(file + ": schema: 'candor.find.report/1', expected '")
                .hasMessageContaining(FindReport.SCHEMA);
    }

    @Test
    void whatIsNoReportIsRefusedByFileAndPlace(@TempDir Path run) throws Exception {
        Path file = run.resolve("report.json");
        String json = ReportJson.write(ReportFixtures.better());
        Files.writeString(file, json.substring(0, json.length() / 2));
        assertThatThrownBy(() -> ReportFiles.read(run))
                .isInstanceOf(ReportFileException.class)
                .hasMessageStartingWith(file + ": line ")
                .hasMessageContaining("expected a report of candor find");
        Files.writeString(file, json.replace("\"read\" : 2700", "\"read\" : 2701"));
        assertThatThrownBy(() -> ReportFiles.read(run))
                .isInstanceOf(ReportFileException.class)
                .hasMessageContaining("questions of training do not add up");
    }
}
