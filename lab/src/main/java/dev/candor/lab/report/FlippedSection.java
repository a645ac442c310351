package dev.candor.lab.report;

import dev.candor.lab.compliance.Outcome;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.BenchmarkItem;
import dev.candor.lab.report.ValidateReport.QuestionItem;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The items whose outcome is another under the edited model, the first of each set.
final class FlippedSection {
    /// More make the page long; all of them stand in the JSON.
    private static final int MOST = 20;

    private static final List<String> HEADS =
            List.of("Item", "Original", "Edited", "Asked", "Original said", "Edited said");

    private FlippedSection() {}

    /// Nothing if nothing flipped.
    static Html of(ValidateReport report) {
        Html inner = new Html();
        for (QuestionsCompared set : report.questions()) {
            List<List<String>> rows = new ArrayList<>();
            for (QuestionItem item : set.items()) {
                if (item.original() != item.edited()) {
                    rows.add(
                            row(
                                    item.id(),
                                    label(item.original()),
                                    label(item.edited()),
                                    item.texts()));
                }
            }
            table(inner, set.name(), rows);
        }
        for (BenchmarkCompared benchmark : report.benchmarks()) {
            Reading reading = benchmark.readings().getFirst().reading();
            List<List<String>> rows = new ArrayList<>();
            for (BenchmarkItem item : benchmark.items()) {
                String original = label(item.original(), reading);
                String edited = label(item.edited(), reading);
                if (!original.equals(edited)) {
                    rows.add(row(item.id(), original, edited, item.texts()));
                }
            }
            table(inner, benchmark.title(), rows);
        }
        Html html = new Html();
        if (inner.toString().isEmpty()) {
            return html;
        }
        html.section(
                "items",
                "What flipped",
                "Items that came out otherwise, the first of each set; all stand in validate.json. With"
                        + " --texts what was said stands beside them, but for harmful requests.");
        return html.add(inner).endSection();
    }

    private static void table(Html html, String name, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        html.details(name + ": " + Numbers.counted(rows.size(), "item"));
        boolean texts = rows.stream().anyMatch(row -> row.size() == HEADS.size());
        html.table(name, texts ? HEADS : HEADS.subList(0, 3), rows.stream().limit(MOST).toList());
        html.endDetails();
    }

    private static List<String> row(
            String id, String original, String edited, @Nullable Texts texts) {
        return texts == null
                ? List.of(id, original, edited)
                : List.of(
                        id,
                        original,
                        edited,
                        texts.asked(),
                        String.join(" / ", texts.original()),
                        String.join(" / ", texts.edited()));
    }

    private static String label(Map<Reading, Outcome> outcomes, Reading reading) {
        Outcome outcome = outcomes.get(reading);
        return outcome == null ? "–" : label(outcome);
    }

    private static String label(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
