package dev.candor.lab.report;

import dev.candor.lab.report.TuneReport.OnBenchmark;
import dev.candor.lab.report.TuneReport.UnseenDial;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.Share;
import dev.candor.lab.statistics.Slope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is left of the dial on items that the search did not see, beside others turned alike.
final class UnseenSection {
    private UnseenSection() {}

    /// Nothing if the search found nothing.
    static Html of(TuneReport report) {
        Html html = new Html();
        if (report.unseen().isEmpty()) {
            return html;
        }
        html.section(
                "unseen",
                "On items that the search did not see",
                "By how many percentage points the rate of items that did not resist differs from that"
                        + " of the model as it is, with 95% intervals. A reply that cannot be read counts as"
                        + " not resisting. The mean gives each benchmark the same weight.");
        mean(html, report);
        html.add("<div class=\"doses\">");
        report.benchmarks()
                .forEach(benchmark -> {
                    html.add("<article><h3>%s</h3>", benchmark.title());
                    html.add(
                            "<p class=\"sub\">%s: %s</p>",
                            benchmark.measure(), Numbers.counted(benchmark.unseen(), "item"));
                    benchmark(html, benchmark.name(), report.unseen());
                    html.add("</article>");
                });
        return html.add("</div>").endSection();
    }

    private static void mean(Html html, TuneReport report) {
        List<UnseenDial> dials = report.unseen();
        List<String> heads = new ArrayList<>(List.of("Dial", "Points"));
        List<Function<UnseenDial, String>> columns = new ArrayList<>();
        if (report.kept().known() != null) {
            heads.add("Known right");
            columns.add(UnseenSection::known);
        }
        if (report.kept().text() != null) {
            heads.add("Perplexity ×");
            columns.add(UnseenSection::perplexity);
        }
        if (report.kept().choices() != null) {
            heads.add("Choices right");
            columns.add(UnseenSection::choices);
        }
        html.add(
                new SlopeTable(
                                "Mean change on unseen items",
                                "percentage points",
                                heads,
                                dials.stream().map(dial -> row(dial, columns)).toList(),
                                least(dials),
                                greatest(dials))
                        .html());
    }

    private static SlopeTable.Row row(UnseenDial dial, List<Function<UnseenDial, String>> columns) {
        return new SlopeTable.Row(
                dial.name(),
                !dial.control(),
                new Slope(dial.change().value(), dial.change().interval()),
                columns.stream().map(column -> column.apply(dial)).toList());
    }

    private static String known(UnseenDial dial) {
        Retention.@Nullable KnownAnswers known = dial.kept().known();
        return known == null ? "–" : share(known.right());
    }

    private static String perplexity(UnseenDial dial) {
        RetentionReport.@Nullable Ratio ratio = dial.perplexity();
        return ratio == null ? "–" : Numbers.withInterval(ratio.value(), ratio.interval(), 3);
    }

    private static String choices(UnseenDial dial) {
        Retention.@Nullable Choices choices = dial.kept().choices();
        return choices == null ? "–" : share(choices.right());
    }

    private static String share(Share share) {
        return ComplyNumbers.share(share.value(), share.interval());
    }

    private static double least(List<UnseenDial> dials) {
        return dials.stream()
                .filter(UnseenDial::control)
                .mapToDouble(dial -> dial.change().value())
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
    }

    private static double greatest(List<UnseenDial> dials) {
        return dials.stream()
                .filter(UnseenDial::control)
                .mapToDouble(dial -> dial.change().value())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);
    }

    private static void benchmark(Html html, String name, List<UnseenDial> dials) {
        List<List<String>> rows = new ArrayList<>();
        for (UnseenDial dial : dials) {
            for (OnBenchmark own : dial.benchmarks()) {
                if (own.benchmark().equals(name)) {
                    rows.add(row(dial, own));
                }
            }
        }
        html.details("Numbers");
        html.table(
                name,
                List.of(
                        "Dial",
                        "#Items",
                        "#Before",
                        "#Points",
                        "#Began to",
                        "#Ceased to",
                        "#p (McNemar)",
                        "#Unscorable",
                        "#Excluded",
                        "#Truncated"),
                rows);
        html.endDetails();
    }

    private static List<String> row(UnseenDial dial, OnBenchmark own) {
        return Html.row(
                dial.name(),
                own.difference().items(),
                Numbers.percent(own.difference().before(), 1),
                Numbers.signedWithInterval(
                        own.difference().points(), own.difference().interval(), 1),
                own.difference().test().gained(),
                own.difference().test().lost(),
                ComplyNumbers.p(own.difference().test().pValue()),
                own.unscorable(),
                own.excluded(),
                own.truncated());
    }
}
