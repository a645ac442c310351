package dev.candor.lab.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table of facts from `facts/NAME.tsv`: a header line, then rows of cells separated by tabs,
/// without quoting. A cell holds names that mean the same, separated by `|`, the usual one first;
/// an empty cell is not asked about.
///
/// @param rows column name → cell, in the file's order
public record FactTable(String name, List<Map<String, String>> rows) {
    /// One of our own tables, by the name of its file without `.tsv`.
    public static FactTable load(String name) {
        String resource = "facts/" + name + ".tsv";
        try (InputStream in = FactTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no fact table " + resource);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return parse(name, lines.readAllLines());
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static FactTable parse(String name, List<String> lines) {
        String[] header = lines.getFirst().split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (cells.length != header.length) {
                throw new IllegalStateException(
                        "%s.tsv: line %d has %d cells, expected %d"
                                .formatted(name, i + 1, cells.length, header.length));
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < header.length; c++) {
                row.put(header[c], cells[c].strip());
            }
            rows.add(row);
        }
        return new FactTable(name, rows);
    }

    /// The names in a cell.
    public static List<String> names(String cell) {
        return List.of(cell.split("\\|"));
    }
}
