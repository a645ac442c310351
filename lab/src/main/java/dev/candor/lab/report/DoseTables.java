package dev.candor.lab.report;

import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Dose;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.SetResult;
import java.util.ArrayList;
import java.util.List;

/// The counts behind one panel: those of the H-neurons, and on demand all others.
final class DoseTables {
    private static final List<String> COUNTS =
            List.of("#Complied", "#Resisted", "#Unscorable", "#Excluded", "#Truncated");

    private DoseTables() {}

    static Html of(BenchmarkResult benchmark) {
        Html html = new Html();
        SetResult dialled = benchmark.readings().getFirst().sets().getFirst();
        List<String> heads = new ArrayList<>(List.of("α", "#Rate"));
        heads.addAll(COUNTS);
        heads.add("#Mean tokens");
        html.table(
                "Counts of %s by α, %s".formatted(dialled.set(), benchmark.title()),
                heads,
                dialled.doses().stream().map(DoseTables::row).toList());
        int tooLong = dialled.doses().stream().mapToInt(Dose::tooLong).max().orElse(0);
        if (tooLong > 0) {
            html.note(
                    "Excluded for prompts that leave no room for a reply: up to %s an α."
                            .formatted(Numbers.counted(tooLong, "item")));
        }
        for (int i = 0; i < benchmark.readings().size(); i++) {
            all(html, benchmark, benchmark.readings().get(i), i == 0);
        }
        return html;
    }

    private static List<String> row(Dose dose) {
        List<String> row = new ArrayList<>();
        row.add(Numbers.alpha(dose.alpha()));
        row.add(Numbers.percent(dose.rate(), 1));
        row.addAll(counts(dose));
        row.add(Numbers.decimals(dose.meanTokens(), 1));
        return row;
    }

    private static List<String> counts(Dose dose) {
        return Html.row(
                dose.complied(),
                dose.resisted(),
                dose.unscorable(),
                dose.excluded(),
                dose.truncated());
    }

    private static void all(
            Html html, BenchmarkResult benchmark, ReadingResult reading, boolean first) {
        html.details(
                "%s, read by %s"
                        .formatted(first ? "All sets" : "Dashed", reading.reading().label()));
        if (!first) {
            html.add("<p class=\"note\">%s</p>", reading.band().verdict());
        }
        List<String> heads = new ArrayList<>(List.of("Set", "#α", "#Rate, 95% interval"));
        heads.addAll(COUNTS);
        List<List<String>> rows = new ArrayList<>();
        for (SetResult set : reading.sets()) {
            for (Dose dose : set.doses()) {
                List<String> row =
                        new ArrayList<>(
                                List.of(
                                        set.set(),
                                        Numbers.alpha(dose.alpha()),
                                        ComplyNumbers.rate(dose)));
                row.addAll(counts(dose));
                rows.add(row);
            }
        }
        html.table(
                "Counts of all sets by α, %s, by %s"
                        .formatted(benchmark.title(), reading.reading().label()),
                heads,
                rows);
        html.endDetails();
    }
}
