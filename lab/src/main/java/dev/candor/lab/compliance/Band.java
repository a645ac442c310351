package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Slope;
import dev.candor.lab.statistics.Standing;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a slope lies outside what controls do.
///
/// @param controls how many there are a slope of
/// @param low least slope of a control, percentage points a unit of α; NaN without controls
/// @param high greatest
/// @param prediction 95% interval of the slope of one more control, by how much controls vary and
///   how sure the dialled set's slope is, see [Standing]; NaN with fewer than two
/// @param pValue of the slope's rank among all of them, two-sided, see [Standing]; NaN without
///   controls
/// @param outside whether the slope is further than every control's in its own direction, lies
///   outside the prediction interval, and its lead over the controls is clear of zero: the lead
///   says whether other items might show none, the interval whether other controls might do as much
/// @param verdict one sentence
public record Band(
        int controls,
        double low,
        double high,
        Interval prediction,
        double pValue,
        boolean outside,
        String verdict) {
    /// @param slope of the dialled set over the α that all have
    /// @param others slopes of the controls over the same
    /// @param lead over the controls, null without any
    static Band of(String measure, Slope slope, List<Slope> others, @Nullable Slope lead) {
        Standing standing =
                Standing.among(
                        slope.perAlpha(),
                        slope.interval().standardError(),
                        others.stream()
                                .mapToDouble(Slope::perAlpha)
                                .filter(value -> !Double.isNaN(value))
                                .toArray());
        if (Double.isNaN(slope.perAlpha())) {
            return of(
                    standing,
                    false,
                    "'%s' has no slope: too few items could be scored.".formatted(measure));
        }
        String own =
                slope.movesNothing()
                        ? "'%s' does not move with α, not by one item".formatted(measure)
                        : "'%s' moves by %s a unit of α".formatted(measure, points(slope));
        if (standing.others() == 0 || lead == null) {
            return of(
                    standing,
                    false,
                    own + "; without controls that says nothing of these neurons.");
        }
        Placed placed = new Placed(own, slope.perAlpha(), standing, lead);
        return of(standing, placed.isOutside(), placed.verdict());
    }

    /// A band of given figures.
    public static Band of(Standing standing, boolean outside, String verdict) {
        return new Band(
                standing.others(),
                standing.low(),
                standing.high(),
                standing.prediction(),
                standing.pValue(),
                outside,
                verdict);
    }

    /// The same, saying as well what it would be without replies that were cut, if that is another.
    ///
    /// @param slope this is the band of
    /// @param uncutSlope the same without those replies
    /// @param uncut the band of that
    Band unlikeUncut(Slope slope, Slope uncutSlope, Band uncut) {
        boolean sameWay = Math.signum(slope.perAlpha()) == Math.signum(uncutSlope.perAlpha());
        if (uncut.outside == outside && (!outside || sameWay)) {
            return this;
        }
        String otherwise =
                Double.isNaN(uncutSlope.perAlpha())
                        ? " Without replies that were cut it has no slope."
                        : " Without replies that were cut it moves by %s, and that is %s the controls."
                                .formatted(
                                        points(uncutSlope),
                                        uncut.outside ? "outside" : "not outside");
        return new Band(controls, low, high, prediction, pValue, outside, verdict + otherwise);
    }

    /// A slope beside those of controls.
    ///
    /// @param own what the sentence begins with
    private record Placed(String own, double value, Standing standing, Slope lead) {
        boolean isOutside() {
            return standing.beyond() && standing.unforeseen() && lead.excludesZero();
        }

        String verdict() {
            if (!standing.beyond()) {
                return "%s, %s %s: no effect of these neurons is shown."
                        .formatted(
                                own,
                                value < standing.low() || value > standing.high()
                                        ? "less than"
                                        : "inside",
                                controls());
            }
            if (standing.others() == 1) {
                return "%s, further than %s: one set does not show how much such sets vary."
                        .formatted(own, controls());
            }
            if (!standing.unforeseen()) {
                return "%s, further than %s. But %s that one more could do as much: it would mostly move it by %s%s."
                        .formatted(
                                own,
                                controls(),
                                standing.showsNoSpread()
                                        ? "items vary so much"
                                        : "%d sets of controls, and items, vary so much"
                                                .formatted(standing.others()),
                                foreseen(),
                                otherWay());
            }
            if (!lead.excludesZero()) {
                return "%s, beyond %s, but not clearly: the lead over them is %s."
                        .formatted(own, controls(), points(lead));
            }
            return "%s, outside %s, and outside what one more would mostly do, %s%s."
                    .formatted(own, controls(), foreseen(), otherWay());
        }

        /// `the 9 control sets, which move it by −1.00 to +2.00`.
        private String controls() {
            if (standing.others() == 1) {
                return "the one control set, which moves it by " + signed(standing.low());
            }
            String sets = "the %d control sets, which ".formatted(standing.others());
            return standing.showsNoSpread()
                    ? sets + "do not differ: each moves it by " + signed(standing.low())
                    : sets
                            + "move it by %s to %s"
                                    .formatted(signed(standing.low()), signed(standing.high()));
        }

        /// `−6.95 to +7.95 (95% prediction; rank p = 0.25)`.
        private String foreseen() {
            return String.format(
                    Locale.ROOT,
                    "%s to %s (95%% prediction%s; rank p = %.2g)",
                    signed(standing.prediction().low()),
                    signed(standing.prediction().high()),
                    standing.showsNoSpread() ? ", of items alone" : "",
                    standing.pValue());
        }

        /// Beyond all controls, so that those as far from the middle lie on the other side of it:
        /// those that the rank p counts.
        private String otherWay() {
            return switch (standing.asFar()) {
                case 0 -> "";
                case 1 -> "; one of the sets is as far the other way";
                default -> "; %d of the sets are as far the other way".formatted(standing.asFar());
            };
        }
    }

    private static String points(Slope slope) {
        if (Double.isNaN(slope.interval().low())) {
            return signed(slope.perAlpha()) + " points (too few items for an interval)";
        }
        return "%s points [%s, %s]"
                .formatted(
                        signed(slope.perAlpha()),
                        signed(slope.interval().low()),
                        signed(slope.interval().high()));
    }

    /// `+2.00`, `−0.50`, with the minus sign of print: sentences are for people.
    private static String signed(double value) {
        String digits = String.format(Locale.ROOT, "%.2f", Math.abs(value));
        return (digits.equals("0.00") ? "" : value < 0 ? "−" : "+") + digits;
    }
}
