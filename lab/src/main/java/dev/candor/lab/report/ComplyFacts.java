package dev.candor.lab.report;

import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.dial.DrawnSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The end of the page: what the run does not show, the neurons, and how it was made.
final class ComplyFacts {
    private final ComplyReport report;
    private final Html html = new Html();

    private ComplyFacts(ComplyReport report) {
        this.report = report;
    }

    static Html of(ComplyReport report) {
        ComplyFacts facts = new ComplyFacts(report);
        facts.limits();
        facts.neurons();
        facts.made();
        return facts.html;
    }

    private void limits() {
        html.section("limits", "What this does not show");
        list(ComplyLimits.of(report));
        if (!report.notes().isEmpty()) {
            html.add("<h3>Of this run</h3>");
            list(report.notes());
        }
        html.endSection();
    }

    private void list(List<String> sentences) {
        html.add("<ul>");
        sentences.forEach(sentence -> html.add("<li>%s</li>", sentence));
        html.add("</ul>");
    }

    private void neurons() {
        if (report.sets().isEmpty()) {
            return;
        }
        html.section(
                "neurons",
                "The neurons",
                "As layer/index. Controls were drawn from the neurons that the probe gave no weight.");
        html.details(Numbers.counted(report.sets().size(), "set"));
        html.add("<dl class=\"hashes\">");
        for (DrawnSet set : report.sets()) {
            html.fact(
                    "%s (%s), %s"
                            .formatted(
                                    set.name(),
                                    set.kind().description(),
                                    Numbers.count(set.neurons().size())),
                    String.join(", ", set.neurons()));
        }
        html.add("</dl>").endDetails().endSection();
    }

    private void made() {
        html.section("made", "How it was made");
        items();
        html.add(MadeFacts.settings(report.judge(), report.settings(), report.from()));
        html.add("<h3>SHA-256</h3><dl class=\"hashes\">");
        html.fact(report.model().name(), report.model().sha256());
        html.fact(report.probe().name(), report.probe().sha256());
        html.fact("Candor’s classes", report.from().code());
        for (BenchmarkResult benchmark : report.benchmarks()) {
            html.fact(benchmark.source().name(), benchmark.source().sha256());
        }
        @Nullable RetentionReport kept = report.retention();
        if (kept != null) {
            html.add(MadeFacts.kept(kept.known(), kept.text(), kept.choices()));
        }
        html.add("</dl>").endSection();
    }

    private void items() {
        if (report.benchmarks().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (BenchmarkResult each : report.benchmarks()) {
            rows.add(
                    Html.row(
                            each.name(),
                            each.source().name(),
                            each.source().records(),
                            each.items(),
                            ComplyNumbers.screening(each.screening()),
                            leftOut(each)));
        }
        html.table(
                "Items of the benchmarks",
                List.of("Benchmark", "File", "#Records", "#Asked", "Asked beforehand", "Left out"),
                rows);
    }

    private static String leftOut(BenchmarkResult benchmark) {
        String reasons = ComplyNumbers.reasons(benchmark.source().leftOut());
        return reasons.isEmpty() ? "none" : reasons;
    }
}
