package dev.candor.lab.report;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The top of the page: what was found, in one sentence and a few large figures.
final class SummarySection {
    /// Between the first sentence and the next.
    private static final Pattern SENTENCES = Pattern.compile("(?<=\\.) (?=\\p{Lu})");

    private SummarySection() {}

    static Html of(FindReport report) {
        Headline headline = report.headline();
        Html html = new Html();
        html.add("<header>");
        html.add(
                "<p class=\"brand\"><strong>Candor</strong> <span>H-neurons of %s</span></p>",
                report.model().title());
        html.add(
                "<p class=\"badge %s\">%s</p>",
                headline.finding().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                headline.finding().label());
        String[] sentences = SENTENCES.split(headline.sentence(), 2);
        html.add("<h1>%s</h1>", sentences[0]);
        if (sentences.length > 1) {
            html.add("<p class=\"lead\">%s</p>", sentences[1]);
        }
        if (!headline.details().isEmpty()) {
            html.add("<ul class=\"details\">");
            headline.details().forEach(detail -> html.add("<li>%s</li>", detail));
            html.add("</ul>");
        }
        html.add("</header>");
        return html.add(figures(report));
    }

    private static Html figures(FindReport report) {
        Html html = new Html().add("<dl class=\"figures\">");
        @Nullable ProbeSummary probe = report.probe();
        if (probe != null) {
            html.figure(
                    "H-neurons",
                    Numbers.count(probe.hNeurons()),
                    "of %s, or %s ‰"
                            .formatted(
                                    Numbers.count(report.model().neurons()),
                                    Numbers.significant(probe.perMille())));
            ScoreKind kind = ScoreKind.atPosition(report.settings().position());
            report.evaluations().stream()
                    .filter(EvaluationSet::inDomain)
                    .findFirst()
                    .ifPresent(set -> scores(html, set, kind));
        }
        QuestionFunnel funnel = report.funnel();
        html.figure(
                "Questions asked",
                Numbers.count(funnel.asked()),
                "%s consistently correct, %s wrong"
                        .formatted(
                                Numbers.count(funnel.consistentlyCorrect()),
                                Numbers.count(funnel.consistentlyWrong())));
        return html.add("</dl>");
    }

    private static void scores(Html html, EvaluationSet set, ScoreKind kind) {
        set.score(kind)
                .map(ScoreResult::evaluation)
                .ifPresent(score ->
                        html.figure(
                                "AUROC, held out",
                                Numbers.decimals(score.auroc(), 2),
                                "95% interval "
                                        + bounds(
                                                score.auroc(),
                                                score.aurocInterval().low(),
                                                score.aurocInterval().high())));
        Optional<Headline.Rival> rival = Headline.rival(set);
        rival.ifPresent(other ->
                html.figure(
                        "Best control’s AUROC",
                        Numbers.decimals(other.auroc(), 2),
                        other.kind().phrase()));
        new Scoreboard(set, kind)
                .best(ScoreKind.Source.CHEAP)
                .filter(cheap -> !Double.isNaN(cheap.lead().auroc()))
                .ifPresent(cheap -> lead(html, cheap));
    }

    private static void lead(Html html, ScoreResult cheap) {
        String lead = Numbers.signedWithInterval(cheap.lead().auroc(), cheap.lead().interval(), 2);
        int space = lead.indexOf(' ');
        html.figure(
                "Lead over the best cheap score",
                lead.substring(0, space),
                lead.substring(space + 1) + " over " + cheap.kind().phrase());
    }

    private static String bounds(double value, double low, double high) {
        return Double.isNaN(value)
                ? "not measured"
                : Numbers.decimals(low, 2) + " to " + Numbers.decimals(high, 2);
    }
}
