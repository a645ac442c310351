package dev.candor.app.cli;

import dev.candor.app.export.Dialling;
import dev.candor.app.export.LogitDifference;
import dev.candor.app.export.RowList;
import dev.candor.app.export.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `verify` found.
final class VerifyText {
    private VerifyText() {}

    static String of(Verification found, Path export, Dialling dialling) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: %s%s"
                        .formatted(
                                export,
                                found.what(),
                                found.strength() == null
                                        ? ""
                                        : " at strength " + found.strength()));
        found.changes()
                .tensors()
                .forEach((tensor, rows) ->
                        lines.add(
                                "  %s: %d row%s changed: %s"
                                        .formatted(
                                                Printable.line(tensor, 80),
                                                rows.size(),
                                                rows.size() == 1 ? "" : "s",
                                                RowList.of(rows))));
        found.changes().others().forEach(other -> lines.add("  " + Printable.line(other)));
        lines.add("  all other tensors of the network: as in the model");
        lines.add("");
        lines.add(
                "logits along %d replies, %d positions, beside the model with %s"
                        .formatted(found.prompts(), found.positions(), dialling.place()));
        TextTable table =
                new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT, TextTable.Align.RIGHT);
        table.row("difference of", "largest", "mean");
        row(table, "the export from the dial", found.difference());
        row(table, "the dial from no dial", found.effect());
        row(table, "the dial off by a thousandth", found.rounding());
        LogitDifference stored = found.stored();
        if (stored != null) {
            row(table, "adapted tensors in F32 from the stored", stored);
        }
        lines.addAll(table.lines());
        lines.add(
                "likeliest token: the same at %d of %d positions%s"
                        .formatted(
                                found.agreed(),
                                found.positions(),
                                found.apart().isEmpty()
                                        ? ""
                                        : ", near ties at %d of the others"
                                                .formatted(
                                                        found.apart().stream()
                                                                .filter(
                                                                        Verification.Apart
                                                                                ::isNearTie)
                                                                .count())));
        lines.add("");
        if (found.holds()) {
            lines.add("the export does what the dial does");
        } else {
            found.problems().forEach(problem -> lines.add("NOT as it should be: " + problem));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void row(TextTable table, String name, LogitDifference difference) {
        table.row(name, number(difference.most()), number(difference.mean()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
