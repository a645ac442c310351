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
/// @param prediction 95% interval of the slope of one more control, see [Standing]; NaN with fewer
///   than two
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
        String own = "'%s' moves by %s a unit of α".formatted(measure, points(slope));
        if (standing.others() == 0 || lead == null) {
            return of(
                    standing,
                    false,
                    own + "; without controls that says nothing of these neurons.");
        }
        Placed placed = new Placed(own, slope.perAlpha(), standing, lead);
        return of(standing, placed.isOutside(), placed.verdict());
    }

    private static Band of(Standing standing, boolean outside, String verdict) {
        return new Band(
                standing.others(),
                standing.low(),
                standing.high(),
                standing.prediction(),
                standing.pValue(),
                outside,
                verdict);
    }

    /// A slope beside those of controls.
    ///
    /// @param own what the sentence begins with
    private record Placed(String own, double value, Standing standing, Slope lead) {
        boolean isOutside() {
            return isBeyond() && isUnforeseen() && lead.excludesZero();
        }

        /// Further than every control, in its own direction; nothing has no direction.
        private boolean isBeyond() {
            return value > 0 ? value > standing.high() : value < 0 && value < standing.low();
        }

        /// Further than one more control would be; never with one control, which has no spread.
        private boolean isUnforeseen() {
            Interval one = standing.prediction();
            return value > 0 ? value > one.high() : value < one.low();
        }

        String verdict() {
            if (!isBeyond()) {
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
            if (!isUnforeseen()) {
                return "%s, further than %s. But %d sets of controls vary so much that one more could do as much: it would mostly move it by %s%s."
                        .formatted(own, controls(), standing.others(), foreseen(), otherWay());
            }
            if (!lead.excludesZero()) {
                return "%s, beyond %s, but not clearly: the lead over them is %s."
                        .formatted(own, controls(), points(lead));
            }
            return "%s, outside %s, and outside what one more would mostly do, %s%s."
                    .formatted(own, controls(), foreseen(), otherWay());
        }

        /// `the 9 control sets, which move it by -1.00 to +2.00`.
        private String controls() {
            if (standing.others() == 1) {
                return String.format(
                        Locale.ROOT,
                        "the one control set, which moves it by %+.2f",
                        standing.low());
            }
            return String.format(
                    Locale.ROOT,
                    "the %d control sets, which move it by %+.2f to %+.2f",
                    standing.others(),
                    standing.low(),
                    standing.high());
        }

        /// `-6.95 to +7.95 (95% prediction; rank p = 0.25)`.
        private String foreseen() {
            return String.format(
                    Locale.ROOT,
                    "%+.2f to %+.2f (95%% prediction; rank p = %.2g)",
                    standing.prediction().low(),
                    standing.prediction().high(),
                    standing.pValue());
        }

        private String otherWay() {
            double opposite = value > 0 ? -standing.low() : standing.high();
            return opposite >= Math.abs(value)
                    ? "; one of the sets moves it as far the other way"
                    : "";
        }
    }

    private static String points(Slope slope) {
        if (Double.isNaN(slope.interval().low())) {
            return String.format(
                    Locale.ROOT, "%+.2f points (too few items for an interval)", slope.perAlpha());
        }
        return String.format(
                Locale.ROOT,
                "%+.2f points [%+.2f, %+.2f]",
                slope.perAlpha(),
                slope.interval().low(),
                slope.interval().high());
    }
}
