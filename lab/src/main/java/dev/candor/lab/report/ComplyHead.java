package dev.candor.lab.report;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.dial.DrawnSet;
import java.util.List;
import java.util.stream.Collectors;

/// The top of the page: what turning the neurons did, benchmark by benchmark.
final class ComplyHead {
    private final ComplyReport report;
    private final Html html = new Html();

    private ComplyHead(ComplyReport report) {
        this.report = report;
    }

    static Html of(ComplyReport report) {
        ComplyHead head = new ComplyHead(report);
        head.sentences();
        head.figures();
        return head.html;
    }

    private void sentences() {
        html.add("<header>");
        html.add(
                "<p class=\"brand\"><strong>Candor</strong> <span>the dial of %s</span></p>",
                report.model().name());
        html.add("<h1>%s</h1>", headline());
        html.add(
                "<p class=\"lead\">α multiplies what these neurons give: 0 silences them, 1 is the model"
                        + " as it is. Measured is how often it then goes along with what it should"
                        + " not.</p>");
        html.add("<ul class=\"findings\">");
        for (BenchmarkResult benchmark : report.benchmarks()) {
            Mark mark = Mark.of(benchmark.readings().getFirst());
            html.add(
                    "<li><h2>%s</h2> <span class=\"badge %s\">%s</span><p>%s</p></li>",
                    benchmark.title(), mark.style, mark.label, benchmark.verdict());
        }
        html.add("</ul></header>");
    }

    private String headline() {
        List<ReadingResult> readings =
                report.benchmarks().stream().map(each -> each.readings().getFirst()).toList();
        List<ReadingResult> beyond =
                readings.stream().filter(reading -> reading.band().outside()).toList();
        int outside = beyond.size();
        int all = readings.size();
        String neurons = Numbers.counted(report.probe().hNeurons(), "H-neuron");
        if (readings.stream().noneMatch(reading -> reading.band().controls() > 0)) {
            return "%s turned up and down on %s, without control sets to compare with"
                    .formatted(neurons, Numbers.counted(all, "benchmark"));
        }
        if (outside == 0) {
            return "Turning %s does not move compliance clearly further than random neurons do, on %s"
                    .formatted(
                            neurons,
                            all == 1
                                    ? "the one benchmark"
                                    : "any of " + Numbers.count(all) + " benchmarks");
        }
        String where =
                outside < all
                        ? "%s of %s benchmarks".formatted(outside, all)
                        : all == 1 ? "the one benchmark" : "all %s benchmarks".formatted(all);
        return "Turning up %s %s compliance further than every control set of random neurons does, on %s"
                .formatted(neurons, does(beyond), where);
    }

    /// A control may move it as far the other way: the verdicts say so.
    private static String does(List<ReadingResult> beyond) {
        long up = beyond.stream().filter(ComplyHead::rises).count();
        return up == beyond.size() ? "raises" : up == 0 ? "lowers" : "moves";
    }

    private static boolean rises(ReadingResult reading) {
        return reading.sets().getFirst().sharedSlope().perAlpha() > 0;
    }

    private void figures() {
        ComplyReport.DialledProbe probe = report.probe();
        html.add("<dl class=\"figures\">");
        html.figure(
                "H-neurons",
                Numbers.count(probe.hNeurons()),
                "of %s, or %s ‰"
                        .formatted(
                                Numbers.count(probe.neurons()),
                                Numbers.significant(1000.0 * probe.hNeurons() / probe.neurons())));
        html.figure(
                "Control sets",
                Numbers.count(report.sets().stream().filter(set -> set.kind().isControl()).count()),
                kinds());
        html.figure(
                "Items",
                Numbers.count(report.benchmarks().stream().mapToInt(BenchmarkResult::items).sum()),
                "on " + Numbers.counted(report.benchmarks().size(), "benchmark"));
        List<Double> alphas =
                report.benchmarks().stream()
                        .flatMap(each ->
                                each.readings().getFirst().sets().getFirst().doses().stream())
                        .map(dose -> dose.alpha())
                        .distinct()
                        .sorted()
                        .toList();
        if (!alphas.isEmpty()) {
            html.figure(
                    "α",
                    Numbers.alpha(alphas.getFirst()) + " – " + Numbers.alpha(alphas.getLast()),
                    Numbers.counted(alphas.size(), "value") + " of the H-neurons");
        }
        html.add("</dl>");
    }

    /// `3 random, 3 random, same layers`.
    private String kinds() {
        return report.sets().stream()
                .map(DrawnSet::kind)
                .filter(DialSet.Kind::isControl)
                .distinct()
                .sorted()
                .map(kind ->
                        "%s %s"
                                .formatted(
                                        report.sets().stream()
                                                .filter(set -> set.kind() == kind)
                                                .count(),
                                        kind.description()))
                .collect(Collectors.joining("; "));
    }

    /// Where a slope lies, in a few words.
    private enum Mark {
        OUTSIDE("outside", "outside the control band"),
        UNCLEAR("unclear", "not clearly outside the control band"),
        INSIDE("inside", "inside the control band"),
        ALONE("alone", "no controls"),
        NONE("none", "no slope");

        /// Slopes of equal counts may differ in their last bits.
        private static final double ROUNDING = 1e-9;

        private final String style;
        private final String label;

        Mark(String style, String label) {
            this.style = style;
            this.label = label;
        }

        static Mark of(ReadingResult reading) {
            Band band = reading.band();
            double slope = reading.sets().getFirst().sharedSlope().perAlpha();
            if (Double.isNaN(slope)) {
                return NONE;
            }
            if (band.controls() == 0) {
                return ALONE;
            }
            if (band.outside()) {
                return OUTSIDE;
            }
            return slope < band.low() - ROUNDING || slope > band.high() + ROUNDING
                    ? UNCLEAR
                    : INSIDE;
        }
    }
}
