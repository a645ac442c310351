package dev.candor.lab.report;

import dev.candor.lab.report.Contents.Link;
import dev.candor.lab.report.TuneReport.Group;
import dev.candor.lab.report.TuneReport.Search;
import java.util.ArrayList;
import java.util.List;

/// The page of one run of `candor tune`: what every position of the dial gained and cost, and what
/// was left of the best one on items that the search did not see. It runs no script.
public final class TunePage {
    private static final List<Link> CONTENTS =
            List.of(
                    new Link("front", "Gain and cost"),
                    new Link("unseen", "On unseen items"),
                    new Link("groups", "The dial"),
                    new Link("limits", "What this does not show"),
                    new Link("made", "How it was made"));

    private TunePage() {}

    /// The whole page; equal reports give equal pages.
    public static String render(TuneReport report) {
        Html sections =
                new Html()
                        .add(FrontSection.of(report))
                        .add(UnseenSection.of(report))
                        .add(groups(report))
                        .add(limits(report))
                        .add(made(report));
        return Page.of(
                "Candor · a dial for " + report.model().name(),
                new Html().add(head(report)).add(Contents.of(CONTENTS, sections)),
                sections,
                Resources.own("comply.css"));
    }

    private static Html head(TuneReport report) {
        Html html = new Html().add("<header>");
        html.add(
                "<p class=\"brand\"><strong>Candor</strong> <span>a dial for %s</span></p>",
                report.model().name());
        html.add("<h1>%s</h1>", headline(report));
        html.add("<ul class=\"details\">");
        report.findings().forEach(finding -> html.add("<li>%s</li>", finding));
        html.add("</ul></header>");
        return html.add(figures(report));
    }

    private static Html figures(TuneReport report) {
        Html html = new Html().add("<dl class=\"figures\">");
        Search search = report.search();
        html.figure(
                "H-neurons",
                Numbers.count(report.probe().hNeurons()),
                "in " + Numbers.counted(report.groups().size(), "group"));
        html.figure(
                "Positions tried",
                Numbers.count(search.tried().size()),
                Numbers.count(search.front().size()) + " on the front");
        if (!search.best().turnsNothing()) {
            html.figure(
                    "On the tuning half",
                    Numbers.signed(search.best().points(), 1),
                    "points, the best of all that were tried");
        }
        report.unseen().stream()
                .filter(dial -> dial.name().equals(TuneFindings.TUNED))
                .forEach(dial ->
                        html.figure(
                                "On unseen items",
                                Numbers.signed(dial.change().value(), 1),
                                "points, 95%% interval %s to %s"
                                        .formatted(
                                                Numbers.signed(dial.change().interval().low(), 1),
                                                Numbers.signed(
                                                        dial.change().interval().high(), 1))));
        return html.add("</dl>");
    }

    private static String headline(TuneReport report) {
        Search search = report.search();
        if (search.best().turnsNothing()) {
            return "No position of the dial goes along less at a cost within the bounds";
        }
        return report.unseen().stream()
                .filter(dial -> dial.name().equals(TuneFindings.TUNED))
                .findFirst()
                .map(dial ->
                        "The best dial within the bounds: %s points of going along on items it was not tuned on"
                                .formatted(
                                        Numbers.signedWithInterval(
                                                dial.change().value(),
                                                dial.change().interval(),
                                                1)))
                .orElse("The best dial within the bounds");
    }

    private static Html groups(TuneReport report) {
        Html html = new Html();
        html.section(
                "groups",
                "The dial",
                "The H-neurons in groups of neighbours in depth, as layer/index, and the α of each"
                        + " group at the best position. The same stands in dial.json, for candor ask"
                        + " --dial.");
        List<List<String>> rows = new ArrayList<>();
        for (int g = 0; g < report.groups().size(); g++) {
            Group group = report.groups().get(g);
            rows.add(
                    Html.row(
                            group.name(),
                            Numbers.alpha(report.search().best().alphas().get(g)),
                            group.neurons().size(),
                            String.join(", ", group.neurons())));
        }
        html.table("The groups and their α", List.of("Group", "#α", "#Neurons", "Which"), rows);
        return html.endSection();
    }

    private static Html limits(TuneReport report) {
        Html html = new Html().section("limits", "What this does not show");
        html.add("<ul>");
        if (report.model().bundled()) {
            html.add(
                    "<li>This is the bundled test model, trained on a world the project made up: what"
                            + " holds in it need not hold in the models people use.</li>");
        }
        List.of(
                        "The controls were turned as the tuned dial is, not tuned themselves: outside their band means that this position does more with these neurons than with others, not that no other neurons have a position as good.",
                        "The search took the best of many noisy figures, so what it found looks better on the tuning half than it is; only the other half says what it does.",
                        "Group by group is no search over all positions: a better one may have been missed.",
                        "Going along less is no cure for hallucination, and a model that resists everything would score best: what is kept is the other half of the answer, as far as these questions and this text can show it.",
                        "Intervals come from resampling items. Another model, prompt or seed is not in them.")
                .forEach(limit -> html.add("<li>%s</li>", limit));
        report.notes().forEach(note -> html.add("<li>%s</li>", note));
        return html.add("</ul>").endSection();
    }

    private static Html made(TuneReport report) {
        Html html = new Html().section("made", "How it was made");
        html.table(
                "Items of the benchmarks",
                List.of("Benchmark", "File", "#Tuned on", "#Unseen", "Asked beforehand"),
                report.benchmarks().stream()
                        .map(each ->
                                Html.row(
                                        each.name(),
                                        each.source().name(),
                                        each.tuning(),
                                        each.unseen(),
                                        ComplyNumbers.screening(each.screening())))
                        .toList());
        html.add(MadeFacts.settings(report.judge(), report.settings(), report.from()));
        html.add("<h3>SHA-256</h3><dl class=\"hashes\">");
        html.fact(report.model().name(), report.model().sha256());
        html.fact(report.probe().name(), report.probe().sha256());
        html.fact("Candor’s classes", report.from().code());
        report.benchmarks()
                .forEach(each -> html.fact(each.source().name(), each.source().sha256()));
        html.add(
                MadeFacts.kept(
                        report.kept().known(), report.kept().text(), report.kept().choices()));
        return html.add("</dl>").endSection();
    }
}
