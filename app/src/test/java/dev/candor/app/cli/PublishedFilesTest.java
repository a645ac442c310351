package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.Stage;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in `docs/results` is what its runs left.
class PublishedFilesTest {
    private static final Path RESULTS = Path.of("..", "docs", "results");

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(RESULTS, 2)) {
            return all.filter(folder -> Files.exists(folder.resolve(Checksums.FILE)))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFilesAreThoseOfTheirRunsAndNameNoPlaceOfAMachine() throws IOException {
        assertThat(folders())
                .extracting(folder -> RESULTS.relativize(folder).toString().replace('\\', '/'))
                .contains(
                        "atlas",
                        "dial-atlas",
                        "dial-atlas-2",
                        "dial-atlas-base",
                        "dial-atlas-sizes/narrow",
                        "dial-atlas-sizes/wide",
                        "origin-atlas",
                        "tinyllama",
                        "tinyllama-2bit",
                        "tune-atlas",
                        "twins-atlas",
                        "validate-atlas");
        for (Path folder : folders()) {
            Checksums.read(folder).require(folder);
            for (String name : Checksums.read(folder).hashes().keySet()) {
                assertThat(Files.readString(folder.resolve(name), ISO_8859_1))
                        .as("%s/%s", folder, name)
                        .doesNotContain("/work/", "/home/", "/root/", "/tmp/");
            }
        }
    }

    @Test
    void thePublishedDialIsForTheBundledModel() throws IOException {
        Dial dial = DialFile.read(RESULTS.resolve("tune-atlas").resolve("dial.json"));
        dial.binding().requireModel(Bundle.own().model(Stage.INSTRUCT).sha256());
        assertThat(dial.turned().size()).isPositive();
    }

    @Test
    void aReportOfAnEarlierBuildIsRefusedByName(@TempDir Path dir) throws IOException {
        String json = Files.readString(RESULTS.resolve("atlas").resolve(ReportFiles.JSON));
        String older = json.replace(FindReport.SCHEMA, "candor.find.report/2");
        assertThat(older).isNotEqualTo(json);
        Path file = Files.writeString(dir.resolve(ReportFiles.JSON), older);
        assertThatThrownBy(() -> ReportFiles.read(dir))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(
                        "'candor.find.report/2', expected '" + FindReport.SCHEMA + "'");
        assertThat(ReportFiles.read(RESULTS.resolve("atlas")).evaluations()).isNotEmpty();
    }
}
