package dev.candor.lab.report;

import dev.candor.lab.origin.Drift;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.OriginResult;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Signal;
import dev.candor.lab.report.Contents.Link;
import java.util.ArrayList;
import java.util.List;

/// The page of one run of `candor origin`: the probe on the base model, how far tuning moved its
/// neurons, and when they speak. It runs no script.
public final class OriginPage {
    private static final List<Link> CONTENTS =
            List.of(
                    new Link("transfer", "On the base model"),
                    new Link("drift", "Drift"),
                    new Link("timing", "Timing"),
                    new Link("signal", "Signal"),
                    new Link("questions", "Questions"),
                    new Link("limits", "What this does not show"),
                    new Link("made", "How it was made"));

    private OriginPage() {}

    /// The whole page; equal reports give equal pages.
    public static String render(OriginReport report) {
        Html sections =
                new Html()
                        .add(transfer(report))
                        .add(DriftSection.of(report.result().drift()))
                        .add(TimingSection.of(report))
                        .add(signal(report.result()))
                        .add(questions(report))
                        .add(limits(report))
                        .add(made(report));
        return Page.of(
                "Candor · the origin of " + report.probe().name(),
                new Html().add(head(report)).add(Contents.of(CONTENTS, sections)),
                sections,
                Resources.own("comply.css") + Resources.own("origin.css"));
    }

    private static Html head(OriginReport report) {
        Html html = new Html().add("<header>");
        html.add(
                "<p class=\"brand\"><strong>Candor</strong> <span>%s before %s</span></p>",
                report.base().name(), report.instruct().name());
        html.add("<h1>%s</h1>", OriginFindings.Carried.of(report.result()).headline());
        html.add("<ul class=\"details\">");
        report.findings().forEach(finding -> html.add("<li>%s</li>", finding));
        html.add("</ul></header>");
        return html.add(figures(report));
    }

    private static Html figures(OriginReport report) {
        OriginResult result = report.result();
        Html html = new Html().add("<dl class=\"figures\">");
        html.figure(
                "H-neurons",
                Numbers.count(report.probe().hNeurons()),
                "of %s; %s with any weight"
                        .formatted(
                                Numbers.count(report.probe().neurons()),
                                Numbers.count(report.weights())));
        auroc(html, "AUROC, base", result.base());
        auroc(html, "AUROC, instruct", result.instruct());
        Drift.Comparison both = result.drift().both();
        html.figure(
                "Mean rank share",
                Numbers.decimals(both.meanRank().value(), 2),
                "1 least changed, 0.50 by chance; 95%% interval %s to %s"
                        .formatted(
                                Numbers.decimals(both.meanRank().interval().low(), 2),
                                Numbers.decimals(both.meanRank().interval().high(), 2)));
        return html.add("</dl>");
    }

    private static void auroc(Html html, String name, Side side) {
        html.figure(
                name,
                Numbers.decimals(side.separation().probe().value(), 2),
                "95%% interval %s to %s, %s wrong and %s correct answers"
                        .formatted(
                                Numbers.decimals(side.separation().probe().interval().low(), 2),
                                Numbers.decimals(side.separation().probe().interval().high(), 2),
                                Numbers.count(side.funnel().wrong()),
                                Numbers.count(side.funnel().correct())));
    }

    private static Html transfer(OriginReport report) {
        Html html = new Html();
        html.section(
                "transfer",
                "On the base model",
                "Every score was made on the instruct model and carried over as it is: the probe with its"
                        + " weights and position, the others fitted on the instruct model’s answers to"
                        + " questions of their own. AUROC of wrong against correct answers, 95% from"
                        + " resampling what the questions are about; of random neurons the middle 95% of"
                        + " the draws. The lead is the probe’s over that score, or over the mean of the draws,"
                        + " on the same resamples.");
        html.add("<div class=\"doses\">");
        side(html, "Base model", report.result().base());
        side(html, "Instruct model", report.result().instruct());
        html.add("</div>");
        html.note(
                "Lost from instruct to base: %s. Both answer the same questions, but not alike: part of a difference may be in the answers."
                        .formatted(OriginFindings.signed(report.result().lost())));
        return html.endSection();
    }

    private static void side(Html html, String title, Side side) {
        Separation separation = side.separation();
        html.add("<article><h3>%s</h3>", title);
        html.add(
                "<p class=\"sub\">%s wrong and %s correct answers, asked as <code>%s</code></p>",
                Numbers.count(side.funnel().wrong()),
                Numbers.count(side.funnel().correct()),
                side.prompt().replace("\n", "↵"));
        html.add(
                new AurocTable(
                                title + ", AUROC of each score",
                                List.of(
                                        AurocTable.Row.main(
                                                "The probe, unchanged", separation.probe()),
                                        AurocTable.Row.other(
                                                "Its neurons, refitted", separation.refitted()),
                                        AurocTable.Row.band("Random neurons", separation.random()),
                                        AurocTable.Row.band(
                                                "Same layers, as loud", separation.matched()),
                                        AurocTable.Row.baseline(
                                                "Answer length", separation.length()),
                                        AurocTable.Row.baseline(
                                                "Mean log-probability",
                                                separation.logProbability())))
                        .html());
        html.add("</article>");
    }

    private static Html signal(OriginResult result) {
        Html html = new Html();
        html.section(
                "signal",
                "Signal",
                "An answer carries the signal if its score reaches the probe’s threshold. The threshold was"
                        + " chosen on the instruct model; scores of the base model may lie elsewhere, so"
                        + " that there the shares say where the scores lie, not how good they are.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(signal("Base model", result.base().signal()));
        rows.add(signal("Instruct model", result.instruct().signal()));
        html.table(
                "Answers with the signal",
                List.of("Model", "#Wrong answers with it", "#Right answers without it"),
                rows);
        return html.endSection();
    }

    private static List<String> signal(String name, Signal signal) {
        return Html.row(name, share(signal.wrongWith()), share(signal.correctWithout()));
    }

    private static String share(Signal.Count count) {
        return "%s, %s of %s"
                .formatted(
                        ComplyNumbers.share(count.share().value(), count.share().interval()),
                        Numbers.count(count.count()),
                        Numbers.count(count.of()));
    }

    private static Html questions(OriginReport report) {
        Html html = new Html();
        html.section(
                "questions",
                "Questions",
                "One greedy reply each, judged by rule; what is neither correct nor wrong is no label, and a"
                        + " reply without an answer span has no row.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(funnel("Base model", report.result().base().funnel()));
        rows.add(funnel("Instruct model", report.result().instruct().funnel()));
        rows.add(funnel("Instruct model, controls", report.result().controls()));
        html.table(
                "Where the questions went",
                List.of("Model", "#Asked", "#Unclear", "#No span", "#Correct", "#Wrong", "#Cut"),
                rows);
        return html.endSection();
    }

    private static List<String> funnel(String name, Funnel funnel) {
        return Html.row(
                name,
                funnel.asked(),
                funnel.unclear(),
                funnel.withoutSpan(),
                funnel.correct(),
                funnel.wrong(),
                funnel.cut());
    }

    private static Html limits(OriginReport report) {
        Html html = new Html().section("limits", "What this does not show");
        html.add("<ul>");
        OriginLimits.of(report).forEach(limit -> html.add("<li>%s</li>", limit));
        report.notes().forEach(note -> html.add("<li>%s</li>", note));
        return html.add("</ul>").endSection();
    }

    private static Html made(OriginReport report) {
        Html html = new Html().section("made", "How it was made");
        html.table(
                "Files of questions",
                List.of("File", "For", "#Questions"),
                report.questions().stream()
                        .map(each -> Html.row(each.name(), each.use(), each.questions()))
                        .toList());
        html.add(MadeFacts.settings(report.judge(), report.settings(), report.from()));
        html.add("<h3>SHA-256</h3><dl class=\"hashes\">");
        html.fact(report.base().name(), report.base().sha256());
        html.fact(report.instruct().name(), report.instruct().sha256());
        html.fact(report.probe().name(), report.probe().sha256());
        html.fact("Candor’s classes", report.from().code());
        report.questions().forEach(each -> html.fact(each.name(), each.sha256()));
        return html.add("</dl>").endSection();
    }
}
