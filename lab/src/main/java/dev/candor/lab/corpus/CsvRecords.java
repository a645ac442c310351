package dev.candor.lab.corpus;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rows of CSV and TSV files with a header line.
final class CsvRecords {
    /// A cell over so many lines is a quote that was never closed.
    private static final int MAX_CELL_LINES = 100;

    private CsvRecords() {}

    static void read(Path file, char separator, RecordFile.Sink sink) throws IOException {
        try (Reader text = strictUtf8(file);
                CsvReader<CsvRecord> rows =
                        CsvReader.builder()
                                .fieldSeparator(separator)
                                .allowMissingFields(true)
                                .allowExtraFields(true)
                                .detectBomHeader(false)
                                .ofCsvRecord(text)) {
            Iterator<CsvRecord> iterator = rows.iterator();
            List<String> header = header(iterator.next());
            boolean more = true;
            while (more && iterator.hasNext()) {
                more = sink.accept(record(file, header, iterator.next()));
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new QuestionFileException(file, "is not CSV: " + e.getMessage(), e);
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> header(CsvRecord first) {
        return first.getFields().stream().map(n -> n.replace("\uFEFF", "").strip()).toList();
    }

    private static RawRecord record(Path file, List<String> header, CsvRecord row) {
        long line = row.getStartingLineNumber();
        for (String cell : row.getFields()) {
            if (cell.lines().limit(MAX_CELL_LINES + 1L).count() > MAX_CELL_LINES) {
                throw new QuestionFileException(
                        file, "line " + line + ": a quote opened here is not closed");
            }
        }
        if (row.getFieldCount() != header.size()) {
            return new RawRecord.Broken(
                    line,
                    "has %d cells, expected %d".formatted(row.getFieldCount(), header.size()));
        }
        ObjectNode fields = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < header.size(); i++) {
            String cell = row.getField(i);
            if (!cell.isBlank()) {
                fields.put(header.get(i), cell);
            }
        }
        return new RawRecord.Sound(line, null, fields);
    }

    private static Reader strictUtf8(Path file) throws IOException {
        return new BufferedReader(
                new java.io.InputStreamReader(
                        Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
    }
}
