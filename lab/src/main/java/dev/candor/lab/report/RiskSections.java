package dev.candor.lab.report;

import dev.candor.lab.probe.Flagged;
import dev.candor.lab.probe.NegativeMarking;
import dev.candor.lab.probe.Reliability;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the risk is good for: whether it comes true, and what abstaining by it gains.
final class RiskSections {
    private record Used(String title, Use use) {}

    private final List<Used> sets = new ArrayList<>();
    private final Html html = new Html();

    private RiskSections(List<Scoreboard> boards) {
        for (Scoreboard board : boards) {
            @Nullable Use use = board.set().use();
            if (use != null) {
                sets.add(new Used(board.title(), use));
            }
        }
    }

    static Html of(FindReport report) {
        RiskSections sections = new RiskSections(Scoreboard.of(report));
        if (!sections.sets.isEmpty()) {
            sections.reliability(report.evidence());
            sections.flagging();
            sections.abstaining();
        }
        return sections.html;
    }

    private void reliability(@Nullable Evidence evidence) {
        html.section(
                "reliability",
                "Does the risk come true?",
                "Where points lie on the diagonal, as many answers were wrong as their risk had said;"
                        + " below it the risk was too high, above it too low.");
        html.chart(
                "reliability",
                "Share of wrong answers against predicted risk, in bins with 95% intervals, one"
                        + " panel a set, by two calibrations.");
        html.note(
                "Up to ten bins of equal size; lines are Wilson’s 95% intervals. Both calibrations were"
                        + " learned on validation answers"
                        + (evidence == null
                                ? ""
                                : ", %s of them wrong"
                                        .formatted(Numbers.percent(evidence.scale().prior(), 0)))
                        + ": the risk that Candor shows is Platt’s, the isotonic one is there to"
                        + " compare. ECE is the mean distance from the diagonal, Brier the mean squared"
                        + " error; less is better.");
        html.details("The numbers");
        html.table(
                "Calibration error by set",
                List.of("Set", "#Platt, ECE", "#Brier", "#Isotonic, ECE", "#Brier"),
                sets.stream()
                        .map(set ->
                                Html.row(
                                        set.title,
                                        Numbers.decimals(set.use.platt().ece(), 3),
                                        Numbers.decimals(set.use.platt().brier(), 3),
                                        Numbers.decimals(set.use.isotonic().ece(), 3),
                                        Numbers.decimals(set.use.isotonic().brier(), 3)))
                        .toList());
        List<List<String>> bins = new ArrayList<>();
        for (Used set : sets) {
            bins.addAll(bins(set.title, "Platt", set.use.platt()));
            bins.addAll(bins(set.title, "isotonic", set.use.isotonic()));
        }
        html.table(
                "Predicted risk and share of wrong answers by bin",
                List.of("Set", "Calibration", "#Risk", "#Wrong", "#Answers"),
                bins);
        html.endDetails();
        html.endSection();
    }

    private static List<List<String>> bins(
            String set, String calibration, Reliability reliability) {
        return reliability.bins().stream()
                .map(bin ->
                        Html.row(
                                set,
                                calibration,
                                Numbers.decimals(bin.predicted(), 3),
                                Numbers.withInterval(bin.wrong(), bin.interval(), 3),
                                bin.answers()))
                .toList();
    }

    private void flagging() {
        html.section(
                "flagging",
                "What the thresholds do",
                "Thresholds that flag at most so many of the correct validation answers come with the"
                        + " probe; here they meet answers they were not set on.");
        List<List<String>> rows = new ArrayList<>();
        for (Used set : sets) {
            for (Flagged flagged : set.use.flagged()) {
                rows.add(
                        Html.row(
                                set.title,
                                Numbers.percent(flagged.budget(), 0),
                                Numbers.withInterval(
                                        flagged.falsePositives(),
                                        flagged.falsePositivesInterval(),
                                        2),
                                Numbers.withInterval(
                                        flagged.recall(), flagged.recallInterval(), 2)));
            }
        }
        html.table(
                "Share of correct and of wrong answers flagged by each threshold",
                List.of(
                        "Set",
                        "#Threshold for",
                        "#Correct ones flagged [95%]",
                        "#Wrong ones flagged [95%]"),
                rows);
        html.endSection();
    }

    private void abstaining() {
        html.section(
                "abstaining",
                "What abstaining gains",
                "Read from left to right, the least risky answers are given first: the lower the"
                        + " curve starts and the smaller the area below it, the more a risk is worth.");
        html.chart(
                "coverage",
                "Share of wrong answers against the share of questions answered, least risky first,"
                        + " one panel a set, with the level of chance.");
        html.add("<h3>An exam in which a wrong answer costs points</h3>");
        html.add(
                "<p class=\"how\">%s</p>",
                "A correct answer is worth 1 point, no answer 0, a wrong one costs t\u00a0/\u00a0(1\u00a0−\u00a0t)."
                        + " Abstaining where the risk is 1\u00a0−\u00a0t or more beats always answering"
                        + " if the gain is above 0, and never answering if its points are. The log-probability"
                        + " decides by a risk that was calibrated as the probe’s was.");
        List<List<String>> rows = new ArrayList<>();
        for (Used set : sets) {
            for (Use.Marked marked : set.use.marking()) {
                NegativeMarking.Result result = marked.result();
                rows.add(
                        Html.row(
                                set.title,
                                Numbers.plain(marked.t()),
                                Numbers.decimals(marked.t() / (1 - marked.t()), 0),
                                Numbers.signed(result.always(), 2),
                                Numbers.signed(result.abstaining(), 2),
                                Numbers.signedWithInterval(result.gain(), result.gainInterval(), 2),
                                Numbers.percent(result.answered(), 0),
                                Numbers.signed(marked.byLogProbability().abstaining(), 2),
                                Numbers.signedWithInterval(
                                        result.abstaining()
                                                - marked.byLogProbability().abstaining(),
                                        marked.lead(),
                                        2)));
            }
        }
        html.table(
                "Points an answer, always answering and abstaining by risk",
                List.of(
                        "Set",
                        "#t",
                        "#A wrong answer costs",
                        "#Always answering",
                        "#Abstaining by risk",
                        "#Gain [95%]",
                        "#Answered",
                        "#Abstaining by log-probability",
                        "#Lead over that [95%]"),
                rows);
        html.table(
                "Area below the curve: mean share of wrong answers over all shares answered",
                List.of("Set", "#By the probe", "#By log-probability", "#Less by [95%]", "#Chance"),
                sets.stream()
                        .map(set ->
                                Html.row(
                                        set.title,
                                        Numbers.decimals(set.use.coverage().area(), 3),
                                        Numbers.decimals(set.use.coverageOfLogProbability(), 3),
                                        Numbers.signedWithInterval(
                                                set.use.coverageOfLogProbability()
                                                        - set.use.coverage().area(),
                                                set.use.coverageLead(),
                                                3),
                                        Numbers.decimals(set.use.coverageOfChance(), 3)))
                        .toList());
        html.endSection();
    }
}
