package dev.candor.app.cli;

import static dev.candor.app.cli.TextTable.Align.LEFT;
import static dev.candor.app.cli.TextTable.Align.RIGHT;

import dev.candor.app.reproduce.Comparison;
import dev.candor.app.reproduce.Comparison.Auroc;
import dev.candor.app.reproduce.FileDifference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A comparison of two runs for people.
final class ComparisonText {
    private static final int LONGEST = 60;

    private ComparisonText() {}

    /// @param kept where the repeated run lies, null if it went
    static String of(Comparison comparison, Path run, @Nullable Path kept) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(comparison, run));
        lines.add("");
        lines.addAll(results(comparison));
        lines.add("");
        lines.addAll(files(comparison.files()));
        if (!comparison.versions().isEmpty()) {
            lines.add("");
            lines.addAll(versions(comparison.versions()));
        }
        if (kept != null) {
            lines.add("");
            lines.add("The repeated run is in " + kept);
        }
        return String.join("\n", lines) + "\n";
    }

    private static String verdict(Comparison comparison, Path run) {
        long outside = comparison.aurocs().stream().filter(auroc -> !auroc.isWithin()).count();
        return run
                + switch (comparison.verdict()) {
                    case IDENTICAL -> ": identical, to the last digit";
                    case AGREES ->
                            ": agrees: the same C and H-neurons, every AUROC within its published"
                                    + " interval";
                    case DIFFERS ->
                            ": differs: H-neurons with Jaccard %s, %d of %d AUROCs outside their published interval"
                                    .formatted(
                                            number(comparison.neurons().jaccard()),
                                            outside,
                                            comparison.aurocs().size());
                };
    }

    private static List<String> results(Comparison comparison) {
        TextTable table = new TextTable(LEFT, RIGHT, LEFT, RIGHT, LEFT);
        table.row("", "published", "95% interval", "repeated", "");
        table.row("C", six(comparison.c().published()), "", six(comparison.c().repeated()), "");
        Comparison.Neurons neurons = comparison.neurons();
        table.row(
                "H-neurons",
                "" + neurons.published(),
                "",
                "" + neurons.repeated(),
                neurons.shared() + " the same, Jaccard " + number(neurons.jaccard()));
        for (Auroc auroc : comparison.aurocs()) {
            table.row(
                    "AUROC " + auroc.score(),
                    number(auroc.published()),
                    "[%s, %s]".formatted(number(auroc.low()), number(auroc.high())),
                    number(auroc.repeated()),
                    auroc.isWithin() ? "" : "outside");
        }
        return table.lines();
    }

    private static List<String> files(List<FileDifference> files) {
        TextTable table = new TextTable(LEFT, RIGHT, RIGHT, RIGHT, LEFT);
        table.row("file", "fields", "other numbers", "other texts", "largest or first difference");
        for (FileDifference file : files) {
            table.row(
                    file.file(),
                    "" + file.fields(),
                    "" + file.numbers().size(),
                    "" + file.others().size(),
                    file.largest()
                            .or(() -> file.others().stream().findFirst())
                            .map(ComparisonText::change)
                            .orElse(""));
        }
        return table.lines();
    }

    private static String change(FileDifference.Changed changed) {
        return "%s: %s → %s"
                .formatted(
                        Printable.line(changed.place(), LONGEST),
                        Printable.line(changed.published(), LONGEST),
                        Printable.line(changed.repeated(), LONGEST));
    }

    private static List<String> versions(List<Comparison.Version> versions) {
        TextTable table = new TextTable(LEFT, LEFT, LEFT);
        table.row("made with other", "published", "repeated");
        for (Comparison.Version version : versions) {
            table.row(
                    version.what(),
                    Printable.line(version.published(), LONGEST),
                    Printable.line(version.repeated(), LONGEST));
        }
        return table.lines();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String six(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.6g", value);
    }
}
