package dev.candor.lab.report;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Dose;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.report.CurvePanel.Curve;
import dev.candor.lab.report.CurvePanel.Kind;
import dev.candor.lab.report.CurvePanel.Scale;
import dev.candor.lab.report.CurvePanel.Spot;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the rate of compliance moves with α, one panel a benchmark.
final class DoseSection {
    private DoseSection() {}

    /// Nothing without a benchmark.
    static Html of(ComplyReport report) {
        Html html = new Html();
        if (report.benchmarks().isEmpty()) {
            return html;
        }
        html.section(
                "dose",
                "Dose and response",
                "The share of items that went along, of those that could be scored, at each α. Every"
                        + " panel has a scale of its own. At α\u00a0=\u00a01, the dotted line, all sets are the same"
                        + " untouched model.");
        boolean controls =
                report.benchmarks().stream()
                        .anyMatch(each -> each.readings().getFirst().sets().size() > 1);
        List<String> others =
                report.benchmarks().stream()
                        .flatMap(each -> each.readings().stream().skip(1))
                        .map(other -> "read by " + other.reading().label())
                        .distinct()
                        .toList();
        html.add(Legend.of("H-neurons, 95% interval", controls, others));
        html.add("<div class=\"doses\">");
        report.benchmarks().forEach(benchmark -> article(html, benchmark));
        return html.add("</div>").endSection();
    }

    private static void article(Html html, BenchmarkResult benchmark) {
        ReadingResult reading = benchmark.readings().getFirst();
        html.add("<article>");
        html.add("<h3>%s</h3>", benchmark.title());
        html.add(
                "<p class=\"sub\">%s: %s, read by %s</p>",
                benchmark.measure(),
                Numbers.counted(benchmark.items(), "item"),
                reading.reading().label());
        html.drawing("plot", panel(benchmark).markup());
        facts(html, reading);
        html.add(DoseTables.of(benchmark));
        html.add("</article>");
    }

    private static CurvePanel panel(BenchmarkResult benchmark) {
        List<Curve> curves = new ArrayList<>();
        ReadingResult main = benchmark.readings().getFirst();
        main.sets()
                .forEach(set -> curves.add(curve(set.control() ? Kind.CONTROL : Kind.MAIN, set)));
        for (ReadingResult other : benchmark.readings().subList(1, benchmark.readings().size())) {
            curves.add(curve(Kind.OTHER_READING, other.sets().getFirst()));
        }
        return new CurvePanel(title(benchmark, main), Scale.PERCENT, curves);
    }

    private static String title(BenchmarkResult benchmark, ReadingResult reading) {
        SetResult dialled = reading.sets().getFirst();
        return "%s, %s by α. %s: %s. %s. The table below has all numbers."
                .formatted(
                        benchmark.title(),
                        benchmark.measure(),
                        dialled.set(),
                        dialled.doses().stream()
                                .map(dose ->
                                        "%s at %s"
                                                .formatted(
                                                        Numbers.percent(dose.rate(), 1),
                                                        Numbers.alpha(dose.alpha())))
                                .collect(Collectors.joining(", ")),
                        reading.sets().size() == 1
                                ? "No controls"
                                : Numbers.counted(reading.sets().size() - 1, "control set")
                                        + " in grey");
    }

    private static Curve curve(Kind kind, SetResult set) {
        return new Curve(kind, set.doses().stream().map(dose -> spot(set.set(), dose)).toList());
    }

    private static Spot spot(String set, Dose dose) {
        @Nullable Interval interval = dose.interval();
        return new Spot(
                dose.alpha(),
                100 * dose.rate(),
                interval == null ? Double.NaN : 100 * interval.low(),
                interval == null ? Double.NaN : 100 * interval.high(),
                ComplyNumbers.hint(set, dose));
    }

    private static void facts(Html html, ReadingResult reading) {
        SetResult dialled = reading.sets().getFirst();
        Band band = reading.band();
        html.add("<dl class=\"facts\">");
        html.fact(
                "Slope",
                ComplyNumbers.slope(dialled.slope())
                        + (dialled.slope().movesNothing() ? "" : " points a unit of α"));
        if (reading.uncut() != null) {
            List<Double> shared = shared(reading);
            html.fact(
                    shared.size() < dialled.doses().size()
                            ? "Without cut replies, over α " + ComplyNumbers.alphas(shared)
                            : "Without cut replies",
                    UncutSlopes.of(reading).orElse("the same, none was cut"));
        }
        if (band.controls() == 0) {
            html.fact("Controls", "none, so the slope says nothing of these neurons in particular");
        } else {
            List<Double> shared = shared(reading);
            if (shared.size() < dialled.doses().size()) {
                html.fact(
                        "Over α " + ComplyNumbers.alphas(shared),
                        ComplyNumbers.slope(dialled.sharedSlope()));
            }
            html.fact(
                    "Slopes of controls",
                    "%s to %s, %s"
                            .formatted(
                                    Numbers.signed(band.low(), 2),
                                    Numbers.signed(band.high(), 2),
                                    Numbers.counted(band.controls(), "set")));
            html.fact("One more control, 95%", ComplyNumbers.span(band.prediction()));
            html.fact(
                    "Rank among all",
                    "p %s, two-sided".formatted(ComplyNumbers.equal(band.pValue())));
            html.fact("Lead over their mean", ComplyNumbers.slope(reading.lead()));
        }
        SteadySlopes.of(reading)
                .ifPresent(slopes ->
                        html.fact(
                                "On the same items at every one of α "
                                        + ComplyNumbers.alphas(shared(reading)),
                                slopes));
        html.add("</dl>");
    }

    /// The α that all sets were set to.
    private static List<Double> shared(ReadingResult reading) {
        return reading.sets().getFirst().doses().stream()
                .map(Dose::alpha)
                .filter(alpha ->
                        reading.sets().stream()
                                .allMatch(set ->
                                        set.doses().stream()
                                                .anyMatch(dose -> dose.alpha() == alpha)))
                .toList();
    }
}
