package dev.candor.lab.report;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.dial.Bounds;
import dev.candor.lab.dial.Cost;
import dev.candor.lab.dial.Tried;
import dev.candor.lab.report.TuneReport.Search;
import dev.candor.lab.report.TuneReport.UnseenDial;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a search for a dial came to, in sentences.
public final class TuneFindings {
    /// Name of the tuned dial among those measured on unseen items.
    public static final String TUNED = "tuned";

    private TuneFindings() {}

    /// The search first, then what is left of it on items that it did not see.
    ///
    /// @param cost of the tuned dial on what the search did not see; null if nothing was turned
    /// @param band from [#band]; null if nothing was turned
    public static List<String> of(
            Search search, List<UnseenDial> unseen, @Nullable Cost cost, @Nullable Band band) {
        List<String> sentences = new ArrayList<>();
        sentences.add(searched(search));
        tuned(unseen).ifPresent(dial -> sentences.add(left(dial.change())));
        if (band != null) {
            sentences.add(band.verdict());
        }
        if (cost != null && tuned(unseen).isPresent()) {
            sentences.add(cost(cost, search.bounds()));
        }
        return sentences;
    }

    private static Optional<UnseenDial> tuned(List<UnseenDial> unseen) {
        return unseen.stream().filter(dial -> dial.name().equals(TUNED)).findFirst();
    }

    /// The tuned dial among controls that are turned alike: outside them by the standard of a slope
    /// among those of controls, for less going along. A control whose change says nothing is none.
    ///
    /// @param lead over the mean of the controls; null without any
    /// @return null if nothing was turned
    public static @Nullable Band band(List<UnseenDial> unseen, @Nullable Mean lead) {
        return tuned(unseen).map(dial -> band(dial.change(), unseen, lead)).orElse(null);
    }

    private static Band band(Mean change, List<UnseenDial> unseen, @Nullable Mean lead) {
        List<UnseenDial> controls = unseen.stream().filter(UnseenDial::control).toList();
        double[] changes =
                controls.stream()
                        .mapToDouble(dial -> dial.change().value())
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
        Standing standing =
                Standing.among(change.value(), change.interval().standardError(), changes);
        boolean outside =
                lead != null
                        && change.value() < 0
                        && standing.beyond()
                        && standing.unforeseen()
                        && lead.interval().high() < 0;
        String verdict =
                Double.isNaN(change.value())
                        ? "Beside the controls nothing can be said of the dial: under it too few items still count."
                        : beside(change.value(), standing, lead);
        return Band.of(standing, outside, verdict + vanished(controls.size(), changes.length));
    }

    /// Controls under which too few items still count are no part of the band, and missed.
    private static String vanished(int controls, int counted) {
        if (counted == controls) {
            return "";
        }
        int missing = controls - counted;
        String which =
                counted == 0
                        ? "none is"
                        : missing == 1 ? "one is not" : Numbers.count(missing) + " are not";
        return " Of %s %s counted: of a benchmark less than four fifths of the items still count there."
                .formatted(Numbers.counted(controls, "control set"), which);
    }

    private static String searched(Search search) {
        String tried = Numbers.counted(search.tried().size(), "position");
        if (search.best().turnsNothing()) {
            return "Of %s tried, none goes along less than the model as it is at a cost within the bounds (%s): there is no dial to write."
                    .formatted(tried, bounds(search));
        }
        return "Of %s tried on the tuning half, the best within the bounds (%s) is %s: %s points."
                        .formatted(
                                tried,
                                bounds(search),
                                position(search.best()),
                                Numbers.signed(search.best().points(), 1))
                + uniform(search)
                + (search.settled()
                        ? ""
                        : " The last round still moved a group: more rounds may find more.");
    }

    private static String uniform(Search search) {
        if (search.best().alphas().size() == 1) {
            return "";
        }
        if (search.best().sameForAll()) {
            return " Group by group there was nothing more to gain.";
        }
        return search.uniform().turnsNothing()
                ? " No single α for all neurons was better than the model as it is."
                : " The best single α for all, %s, gets %s there."
                        .formatted(
                                Numbers.alpha(search.uniform().alphas().getFirst()),
                                Numbers.signed(search.uniform().points(), 1));
    }

    /// `α = 0.5`, or `α = 0.5, 1, 0 of the groups`.
    static String position(Tried tried) {
        return tried.sameForAll()
                ? "α\u00a0=\u00a0" + Numbers.alpha(tried.alphas().getFirst())
                : "α\u00a0=\u00a0%s of the groups".formatted(alphas(tried.alphas()));
    }

    static String alphas(List<Double> alphas) {
        return alphas.stream().map(Numbers::alpha).collect(Collectors.joining(", "));
    }

    /// `at most 2 points of what it knows lost, perplexity at most 2 % higher`, of those that were
    /// measured.
    private static String bounds(Search search) {
        List<String> bounds = new ArrayList<>();
        if (search.tried().stream().anyMatch(tried -> !Double.isNaN(tried.cost().lost()))) {
            bounds.add(
                    "at most %s points of what it knows lost"
                            .formatted(Numbers.plain(search.bounds().lost())));
        }
        if (search.tried().stream().anyMatch(tried -> !Double.isNaN(tried.cost().perplexity()))) {
            bounds.add(
                    "perplexity at most %s %% higher"
                            .formatted(Numbers.plain(search.bounds().perplexity())));
        }
        return String.join(", ", bounds);
    }

    private static String left(Mean change) {
        if (Double.isNaN(change.value())) {
            return "On items that the search did not see nothing could be compared.";
        }
        String held =
                change.interval().high() < 0
                        ? "the gain holds"
                        : change.interval().low() > 0
                                ? "the gain does not hold, it goes along more"
                                : "whether the gain holds is open, the interval does not leave out zero";
        return "On items that the search did not see the dial changes going along by %s points: %s."
                .formatted(points(change), held);
    }

    /// What the controls do when they are turned alike.
    private static String beside(double change, Standing standing, @Nullable Mean lead) {
        if (standing.others() == 0) {
            return "Without controls nothing says that other neurons would not do the same.";
        }
        String least = Numbers.signed(standing.low(), 1);
        String turned =
                standing.others() == 1
                        ? "A control set turned alike changes it by " + least
                        : "%s turned alike change it by %s to %s"
                                .formatted(
                                        Numbers.counted(standing.others(), "control set"),
                                        least,
                                        Numbers.signed(standing.high(), 1));
        return lead == null || Double.isNaN(lead.value())
                ? turned + "; no item counts under all of them and the dial."
                : "%s; the dial against their mean: %s points, %s."
                        .formatted(turned, points(lead), place(change, standing, lead));
    }

    private static String place(double change, Standing standing, Mean lead) {
        if (change >= 0 || !standing.beyond()) {
            return change > standing.high()
                    ? "less of a gain than every control"
                    : change < standing.low()
                            ? "less of a loss than every control, and no gain"
                            : "inside the control band";
        }
        if (standing.others() == 1) {
            return "more of a gain than it; one set does not show how much such sets vary";
        }
        String foreseen =
                "%s to %s, 95%% prediction; rank p %s"
                        .formatted(
                                Numbers.signed(standing.prediction().low(), 1),
                                Numbers.signed(standing.prediction().high(), 1),
                                ComplyNumbers.equal(standing.pValue()));
        if (!standing.unforeseen()) {
            return "more of a gain than every control, but they and the items vary so much that one more could do as much (%s)"
                    .formatted(foreseen);
        }
        return lead.interval().high() < 0
                ? "outside the control band, and outside what one more would mostly do (%s)"
                        .formatted(foreseen)
                : "not clearly outside the control band";
    }

    private static String points(Mean mean) {
        return Numbers.signedWithInterval(mean.value(), mean.interval(), 1);
    }

    private static String cost(Cost cost, Bounds bounds) {
        List<String> parts = new ArrayList<>();
        if (!Double.isNaN(cost.lost())) {
            parts.add("%s points of what it knows lost".formatted(Numbers.signed(cost.lost(), 1)));
        }
        if (!Double.isNaN(cost.perplexity())) {
            parts.add("perplexity %s %%".formatted(Numbers.signed(cost.perplexity(), 1)));
        }
        return "There it costs %s: %s the bounds."
                .formatted(String.join(", ", parts), bounds.allow(cost) ? "within" : "more than");
    }
}
