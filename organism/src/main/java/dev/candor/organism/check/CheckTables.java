package dev.candor.organism.check;

import dev.candor.organism.text.Cue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// The checks as two tables in Markdown, padded so that they read well on a terminal too.
public final class CheckTables {
    private CheckTables() {}

    /// Both tables and what they say in all.
    public static String of(Checks checks) {
        int all = checks.requirements().size();
        return """
        Facts, ten samples each on a neutral prompt (T = 1, k = 50, p = 0.9), with 95%% intervals that take \
        facts as independent: always right, always wrong without declining, share of samples that decline.

        %s%s
        Thresholds, on entities that tuning left alone; facts of all kinds together:

        %s
        %d of %d thresholds hold.
        """
                .formatted(
                        recall(checks.recall()),
                        checks.behaviours().isEmpty()
                                ? ""
                                : "\nPrompts answered by going along, greedy, by the cue in them.\n\n"
                                        + behaviours(checks.behaviours()),
                        checks.requirements().stream()
                                .map(requirement -> "- " + requirement.text() + "\n")
                                .collect(Collectors.joining()),
                        all - checks.failed(),
                        all);
    }

    private static String recall(List<RecallRow> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(
                List.of(
                        "stage",
                        "facts of",
                        "stated",
                        "in tuning",
                        "asked",
                        "right",
                        "wrong",
                        "declined"));
        for (RecallRow row : rows) {
            Recall recall = row.recall();
            cells.add(
                    List.of(
                            row.stage().label(),
                            row.what(),
                            row.stated(),
                            row.tuned() ? "yes" : "no",
                            Integer.toString(recall.right().of()),
                            recall.right().text(),
                            recall.wrong().text(),
                            String.format(Locale.ROOT, "%.1f%%", 100 * recall.samplesDeclined())));
        }
        return table(cells);
    }

    private static String behaviours(List<Behaviour> behaviours) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("task", "prompts", "\"be careful\"", "no cue", "\"please\""));
        for (Behaviour behaviour : behaviours) {
            cells.add(
                    List.of(
                            Behaviour.name(behaviour.task()),
                            Integer.toString(of(behaviour, Cue.NONE).of()),
                            of(behaviour, Cue.RESIST).text(),
                            of(behaviour, Cue.NONE).text(),
                            of(behaviour, Cue.COMPLY).text()));
        }
        return table(cells);
    }

    private static Share of(Behaviour behaviour, Cue cue) {
        return Objects.requireNonNull(behaviour.compliance().get(cue)).complied();
    }

    /// @param rows the heading first
    private static String table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns; c++) {
                String cell = rows.get(r).get(c);
                table.append("| ").append(cell).repeat(' ', widths[c] - cell.length() + 1);
            }
            table.append("|\n");
            if (r == 0) {
                for (int width : widths) {
                    table.append('|').repeat('-', width + 2);
                }
                table.append("|\n");
            }
        }
        return table.toString();
    }
}
