package dev.candor.app.cli;

import java.util.ArrayList;
import java.util.List;

/// Columns of text under a heading; the first is set left, the others as asked.
final class TextTable {
    private static final String GAP = "  ";

    /// Where a column's text stands.
    enum Align {
        LEFT,
        RIGHT
    }

    private final List<Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(Align... aligns) {
        this.aligns = List.of(aligns);
    }

    TextTable row(String... cells) {
        if (cells.length != aligns.size()) {
            throw new IllegalArgumentException(cells.length + " cells, expected " + aligns.size());
        }
        rows.add(List.of(cells));
        return this;
    }

    /// Lines with two spaces in front, without trailing white space.
    List<String> lines() {
        int[] widths = new int[aligns.size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = row.get(c);
            int pad = widths[c] - width(cell);
            line.append(GAP);
            switch (aligns.get(c)) {
                case LEFT -> line.append(cell).repeat(' ', pad);
                case RIGHT -> line.repeat(' ', pad).append(cell);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
