package dev.candor.lab.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/// Writes `report.json`, `report.html` and, where there is a probe, `neurons.json` into a run's
/// folder.
public final class ReportFiles {
    /// File name of the report for programs.
    public static final String JSON = "report.json";

    /// File name of the report for people.
    public static final String HTML = "report.html";

    /// File name of the H-neurons one by one, for programs.
    public static final String NEURONS = "neurons.json";

    private ReportFiles() {}

    /// Each file is complete or as it was before, whenever the process ends.
    ///
    /// @throws IOException naming the file that could not be written
    public static void write(Path run, FindReport report) throws IOException {
        replace(run.resolve(JSON), ReportJson.write(report));
        if (report.evidence() != null) {
            replace(run.resolve(NEURONS), ReportJson.neurons(report.evidence()));
        }
        writePage(run, report);
    }

    /// The page alone, of a report that is there already.
    ///
    /// @throws IOException naming the file that could not be written
    public static void writePage(Path run, FindReport report) throws IOException {
        replace(run.resolve(HTML), HtmlReport.render(report));
    }

    /// Reads the report that [#write] left in a folder.
    ///
    /// @throws IOException naming the file, if it is not there
    /// @throws ReportFileException if it is no report of this version's format
    public static FindReport read(Path run) throws IOException {
        Path file = run.resolve(JSON);
        String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            String schema = ReportJson.schema(json);
            if (!schema.equals(FindReport.SCHEMA)) {
                throw new ReportFileException(
                        file,
                        "schema",
                        "'%s', expected '%s'; another version of Candor wrote it"
                                .formatted(schema, FindReport.SCHEMA));
            }
            return ReportJson.read(json);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new ReportFileException(
                    file,
                    at == null
                            ? "content"
                            : "line %s, column %s".formatted(at.getLineNr(), at.getColumnNr()),
                    e.getOriginalMessage() + ", expected a report of candor find");
        }
    }

    private static void replace(Path file, String content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, content);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // A full disk is reported without the file's name.
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
