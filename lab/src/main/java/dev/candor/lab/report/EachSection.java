package dev.candor.lab.report;

import dev.candor.lab.compliance.SetResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each H-neuron does alone, and the first few of them together.
final class EachSection {
    /// More rows than this are folded away.
    private static final int SHOWN = 24;

    private EachSection() {}

    /// Nothing if neurons were not turned one by one.
    static Html of(ComplyReport report) {
        Html html = new Html();
        @Nullable EachNeuron each = report.each();
        if (each == null || each.benchmarks().isEmpty()) {
            return html;
        }
        html.section(
                "each",
                "Neuron by neuron",
                "Slopes in percentage points a unit of α with their 95% intervals. Each H-neuron is"
                        + " turned alone on one half of the items; in the order of that, the first 1, 2, 3, 5,"
                        + " 8, … are turned together on the other half. Groups measured on the items that"
                        + " chose them would look better than they are.");
        each.benchmarks().forEach(benchmark -> benchmark(html, benchmark));
        return html.note(
                        "Many neurons are tested at once: of 20 that do nothing, one has, on average, an interval that"
                                + " leaves out zero.")
                .endSection();
    }

    private static void benchmark(Html html, EachNeuron.Benchmark benchmark) {
        html.add("<h3>%s</h3>", benchmark.name());
        html.add("<p class=\"sub\">%s</p>", benchmark.measure());
        html.add("<div class=\"halves\"><div>");
        html.add("<h4>Alone, on %s</h4>", Numbers.counted(benchmark.items(), "item"));
        List<SetResult> neurons = benchmark.neurons();
        int shown = Math.min(SHOWN, neurons.size());
        html.add(neurons("first", benchmark, neurons.subList(0, shown)));
        if (shown < neurons.size()) {
            html.details(Numbers.count(neurons.size() - shown) + " more");
            html.add(neurons("further", benchmark, neurons.subList(shown, neurons.size())));
            html.endDetails();
        }
        html.add("</div><div>");
        if (!benchmark.groups().isEmpty()) {
            html.add(
                    "<h4>Together, on %s</h4>",
                    Numbers.counted(benchmark.groupItems(), "other item"));
            html.add(groups(benchmark));
        }
        html.add("</div></div>");
    }

    private static Html neurons(
            String which, EachNeuron.Benchmark benchmark, List<SetResult> neurons) {
        return new SlopeTable(
                        "Slopes of single neurons, %s, %s".formatted(benchmark.name(), which),
                        SlopeTable.PER_ALPHA,
                        List.of("Neuron", "Slope"),
                        neurons.stream()
                                .map(neuron ->
                                        new SlopeTable.Row(
                                                neuron.set(), true, neuron.slope(), List.of()))
                                .toList(),
                        Double.NaN,
                        Double.NaN)
                .html();
    }

    private static Html groups(EachNeuron.Benchmark benchmark) {
        return new SlopeTable(
                        "Slopes of groups by size, " + benchmark.name(),
                        SlopeTable.PER_ALPHA,
                        List.of("Neurons", "Slope"),
                        benchmark.groups().stream()
                                .map(group ->
                                        new SlopeTable.Row(
                                                "first " + group.size(),
                                                true,
                                                group.result().slope(),
                                                List.of()))
                                .toList(),
                        Double.NaN,
                        Double.NaN)
                .html();
    }
}
