package dev.candor.bench;

import dev.candor.bench.DialledReplies.Compared;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Exports in the peer beside our gains, as a page in Markdown.
///
/// @param lines before the tables
/// @param rows one for each export
/// @param commands of the peer
record ExportsReport(List<String> lines, List<Row> rows, List<String> commands) {
    /// One export and one factor.
    ///
    /// @param what as the table names it
    /// @param alpha of our gains
    /// @param compared one for each prompt
    /// @param perplexity of the export in the peer; null where it was not measured
    record Row(
            String what,
            double alpha,
            List<Compared> compared,
            PeerPerplexity.@Nullable Found perplexity) {}

    String text() {
        List<String> page = new ArrayList<>(lines);
        page.add("");
        page.add(
                "| in llama.cpp | our α | same reply | same tokens before they part | margin where they part, logits: median, largest | perplexity |");
        page.add("|---|---|---|---|---|---|");
        rows.forEach(row -> page.add(line(row)));
        page.add("");
        page.add("The peer's commands, in its folder with LD_LIBRARY_PATH=.:");
        page.add("");
        commands.forEach(command -> page.add("    ./" + command));
        return String.join("\n", page) + "\n";
    }

    private static String line(Row row) {
        List<Double> margins =
                row.compared.stream()
                        .filter(each -> !each.isSame())
                        .map(Compared::margin)
                        .sorted()
                        .toList();
        int common = row.compared.stream().mapToInt(Compared::common).sum();
        int length = row.compared.stream().mapToInt(Compared::length).sum();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d of %d | %d of %d | %s | %s |",
                row.what,
                number(row.alpha),
                row.compared.size() - margins.size(),
                row.compared.size(),
                common,
                length,
                margins.isEmpty()
                        ? "none parts"
                        : String.format(
                                Locale.ROOT,
                                "%.3f, %.3f",
                                margins.get(margins.size() / 2),
                                margins.getLast()),
                row.perplexity == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.3f ± %.3f",
                                row.perplexity.perplexity(),
                                row.perplexity.error()));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "" + (long) value : "" + value;
    }
}
