package dev.candor.lab.report;

import dev.candor.lab.compliance.Dose;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Slope;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Numbers of a compliance run as its page writes them.
final class ComplyNumbers {
    private ComplyNumbers() {}

    /// `0, 1, 3`.
    static String alphas(Collection<Double> alphas) {
        return alphas.stream().map(Numbers::alpha).collect(Collectors.joining(", "));
    }

    /// `29.5 % [23.6, 36.2]`.
    static String share(double share, @Nullable Interval interval) {
        if (Double.isNaN(share) || interval == null) {
            return Numbers.percent(share, 1);
        }
        return "%s [%s, %s]"
                .formatted(
                        Numbers.percent(share, 1),
                        Numbers.decimals(100 * interval.low(), 1),
                        Numbers.decimals(100 * interval.high(), 1));
    }

    static String rate(Dose dose) {
        return share(dose.rate(), dose.interval());
    }

    /// `+0.54 [−1.01, +2.11]`.
    static String slope(@Nullable Slope slope) {
        return slope == null ? "–" : Numbers.slope(slope);
    }

    /// `93, of which 40 were fit (right answer no: 20; yes: 20); not right by reply: 53`.
    static String screening(Screening screening) {
        if (screening.asked() == 0) {
            return "–";
        }
        int unfit = screening.unfit().values().stream().mapToInt(count -> count).sum();
        return "%s, of which %s were fit%s%s"
                .formatted(
                        Numbers.count(screening.asked()),
                        Numbers.count((long) screening.asked() - unfit),
                        screening.answers().isEmpty()
                                ? ""
                                : " (right answer %s)".formatted(reasons(screening.answers())),
                        unfit == 0 ? "" : "; " + reasons(screening.unfit()));
    }

    /// Why items were left out, and how many: `no question: 3; twice: 4`.
    static String reasons(Map<String, Integer> leftOut) {
        return new TreeMap<>(leftOut)
                .entrySet().stream()
                        .map(each -> each.getKey() + ": " + Numbers.count(each.getValue()))
                        .collect(Collectors.joining("; "));
    }

    static String p(double value) {
        return value < 0.001 ? "< 0.001" : Numbers.decimals(value, 3);
    }

    /// `= 0.200` or `< 0.001`.
    static String equal(double p) {
        return p < 0.001 ? p(p) : "= " + p(p);
    }

    /// `−3.86 to +4.86`.
    static String span(Interval interval) {
        return Double.isNaN(interval.low())
                ? "–"
                : "%s to %s"
                        .formatted(
                                Numbers.signed(interval.low(), 2),
                                Numbers.signed(interval.high(), 2));
    }

    /// What is behind a dot: `h-neurons, α = 2: 29.5 % [23.6, 36.2], 59 of 200 items`.
    static String hint(String set, Dose dose) {
        return "%s, α\u00a0=\u00a0%s: %s, %s of %s items"
                .formatted(
                        set,
                        Numbers.alpha(dose.alpha()),
                        rate(dose),
                        Numbers.count(dose.complied()),
                        Numbers.count((long) dose.complied() + dose.resisted()));
    }
}
