package dev.candor.organism.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A table of our own, `NAME.tsv` (beside this class, or a full resource name): a header line, then
/// rows of cells between tabs.
///
/// @param header names of the columns
/// @param rows cells; a row may end early
public record Table(List<String> header, List<List<String>> rows) {
    /// @throws IllegalStateException if there is no such table
    public static Table load(String name) {
        String resource = name + ".tsv";
        try (InputStream in = Table.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no table " + resource);
            }
            List<List<String>> lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .readAllLines().stream()
                                    .map(line -> Arrays.asList(line.split("\t")))
                                    .toList();
            return new Table(lines.getFirst(), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /// The cells of a column that are not empty, top to bottom.
    public List<String> column(String name) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw new IllegalStateException("no column " + name + " in " + header);
        }
        return rows.stream()
                .filter(row -> row.size() > index && !row.get(index).isEmpty())
                .map(row -> row.get(index))
                .toList();
    }
}
