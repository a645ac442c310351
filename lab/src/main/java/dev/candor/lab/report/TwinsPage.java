package dev.candor.lab.report;

import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.Matching;
import dev.candor.lab.origin.Noise;
import dev.candor.lab.origin.NoiseEffect;
import dev.candor.lab.origin.ProbeTransfer;
import dev.candor.lab.origin.SameOutputs;
import dev.candor.lab.origin.TwinsResult;
import dev.candor.lab.report.Contents.Link;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of one run of `candor twins`: the same outside, and inside? It runs no script.
public final class TwinsPage {
    private static final List<Link> CONTENTS =
            List.of(
                    new Link("outputs", "Outputs"),
                    new Link("transfer", "Transfer"),
                    new Link("partners", "Partners"),
                    new Link("noise", "Noise"),
                    new Link("limits", "What this does not show"),
                    new Link("made", "How it was made"));

    private TwinsPage() {}

    /// The whole page; equal reports give equal pages.
    public static String render(TwinsReport report) {
        TwinsResult result = report.result();
        Html sections =
                new Html()
                        .add(outputs(result))
                        .add(transfer(report))
                        .add(partners(result))
                        .add(noise(result.noise()))
                        .add(limits(report))
                        .add(made(report));
        return Page.of(
                "Candor · twins %s and %s".formatted(report.a().name(), report.b().name()),
                new Html().add(head(report)).add(Contents.of(CONTENTS, sections)),
                sections,
                Resources.own("comply.css") + Resources.own("origin.css"));
    }

    private static Html head(TwinsReport report) {
        Html html = new Html().add("<header>");
        html.add(
                "<p class=\"brand\"><strong>Candor</strong> <span>A %s · B %s</span></p>",
                report.a().name(), report.b().name());
        html.add("<h1>%s</h1>", TwinsFindings.headline(report.result()));
        html.add("<ul class=\"details\">");
        report.findings().forEach(finding -> html.add("<li>%s</li>", finding));
        return html.add("</ul></header>");
    }

    private static Html outputs(TwinsResult result) {
        SameOutputs outputs = result.outputs();
        Html html = new Html();
        html.section(
                "outputs",
                "Outputs",
                "One greedy reply a question of both, judged by rule; what is unclear is not correct. 95% from"
                        + " resampling what the questions are about, Wilson’s where all are alike.");
        html.table(
                "How alike the replies are",
                List.of("Of " + Numbers.counted(outputs.asked(), "question"), "#Share"),
                List.of(
                        Html.row("Same reply", TwinsFindings.share(outputs.sameReplies())),
                        Html.row("Same verdict", TwinsFindings.share(outputs.sameVerdicts())),
                        Html.row("Accuracy of A", TwinsFindings.share(outputs.accuracyA())),
                        Html.row("Accuracy of B", TwinsFindings.share(outputs.accuracyB())),
                        Html.row("B − A, points", TwinsFindings.points(outputs.difference()))));
        html.table(
                "Where the questions went",
                List.of("Model", "#Asked", "#Unclear", "#No span", "#Correct", "#Wrong", "#Cut"),
                List.of(funnel("A", result.funnelA()), funnel("B", result.funnelB())));
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

    private static Html transfer(TwinsReport report) {
        Html html = new Html();
        html.section(
                "transfer",
                "Transfer",
                "AUROC of wrong against correct answers of each model: of its own probe; of the twin’s with each"
                        + " weight on the neuron of the same number, which means nothing across trainings that"
                        + " began apart;"
                        + " on the neuron’s partner; there, scaled by the ratio of the two neurons’"
                        + " deviations; the heaviest weight alone, and the others without it, on their"
                        + " partners; and on random neurons of the layer, one to one, any of them or"
                        + " those about as loud, with the middle 95% of the draws. Answers to questions"
                        + " that partners were found on are left out. No threshold is carried over.");
        html.add("<div class=\"doses\">");
        side(html, "A", "B", report.result().onA());
        side(html, "B", "A", report.result().onB());
        return html.add("</div>").endSection();
    }

    private static void side(Html html, String model, String twin, ProbeTransfer transfer) {
        String title =
                "%s correct and %s wrong answers of %s"
                        .formatted(
                                Numbers.count(transfer.correct()),
                                Numbers.count(transfer.wrong()),
                                model);
        html.add("<article><h3>%s</h3>", title);
        html.add(
                new AurocTable(
                                title + ", AUROC of each score",
                                List.of(
                                        AurocTable.Row.main("Its own probe", transfer.own()),
                                        AurocTable.Row.other(
                                                twin + "’s, by number", transfer.byIndex()),
                                        AurocTable.Row.main(
                                                twin + "’s, by partner", transfer.aligned()),
                                        AurocTable.Row.other(
                                                twin + "’s, by partner, scaled", transfer.scaled()),
                                        AurocTable.Row.other(
                                                twin + "’s heaviest neuron alone",
                                                transfer.heaviest()),
                                        AurocTable.Row.other(
                                                twin + "’s others without it", transfer.others()),
                                        maps(twin + "’s, random maps", transfer.random()),
                                        maps(twin + "’s, to as loud", transfer.asLoud())))
                        .html());
        html.note(
                "By partner − by number: %s. Own − by partner: %s. The lead in the table is that by partner."
                        .formatted(
                                OriginFindings.signed(transfer.alignedLead()),
                                OriginFindings.signed(transfer.lost())));
        html.add("</article>");
    }

    private static AurocTable.Row maps(String name, ProbeTransfer.Maps maps) {
        return new AurocTable.Row(
                "%s, %s draws".formatted(name, Numbers.count(maps.draws())),
                false,
                maps.mean(),
                maps.middle(),
                maps.lead());
    }

    private static Html partners(TwinsResult result) {
        Matching matching = result.matching();
        Html html = new Html();
        html.section(
                "partners",
                "Partners",
                "Every neuron of A has one partner in its layer of B: the one-to-one map with the greatest sum of"
                        + " correlations of contributions over "
                        + Numbers.count(result.tokensMatched())
                        + " tokens of questions and right answers that neither model wrote. The"
                        + " correlations shown are over "
                        + Numbers.count(result.tokensHeld())
                        + " tokens of other questions.");
        html.add("<dl class=\"figures\">");
        html.figure(
                "H-neurons that are partners",
                Numbers.count(matching.matched()),
                "of %s of A and %s of B; %s by an even map within layers, one-sided p %s; %s by maps that keep loudness, p %s"
                        .formatted(
                                Numbers.count(matching.ofA().neurons()),
                                Numbers.count(matching.ofB().neurons()),
                                Numbers.decimals(matching.expected(), 2),
                                OriginFindings.p(matching.pValue()),
                                Numbers.decimals(matching.expectedAsLoud(), 2),
                                OriginFindings.p(matching.pValueAsLoud())));
        html.add("</dl>");
        html.table(
                "Correlation of neurons with their partners",
                List.of(
                        "Neurons",
                        "#Mean",
                        "#Random sets",
                        "#p",
                        "#Least",
                        "#5%",
                        "#25%",
                        "#50%",
                        "#75%",
                        "#95%",
                        "#Greatest"),
                List.of(
                        correlations("All", matching.mean(), null, matching.correlations()),
                        correlations(
                                "H-neurons of A",
                                matching.ofA().mean(),
                                matching.ofA(),
                                matching.ofA().correlations()),
                        correlations(
                                "H-neurons of B",
                                matching.ofB().mean(),
                                matching.ofB(),
                                matching.ofB().correlations())));
        html.note(
                "Random sets: middle 95% of the means of as many neurons of the same layers; p is the share of them whose mean is as great, this set counted. A neuron that never changes correlates with nothing, at 0.");
        html.details("H-neurons of A one by one");
        html.table(
                "H-neurons of A",
                List.of("Neuron of A", "#Weight", "Partner in B", "#Its weight", "#Correlation"),
                matching.pairs().stream()
                        .map(pair ->
                                Html.row(
                                        pair.neuron(),
                                        Numbers.significant(pair.weight()),
                                        pair.partner(),
                                        Numbers.significant(pair.partnerWeight()),
                                        Numbers.decimals(pair.correlation(), 2)))
                        .toList());
        return html.endDetails().endSection();
    }

    private static List<String> correlations(
            String name, double mean, Matching.@Nullable Group group, List<Double> quantiles) {
        List<String> row = new ArrayList<>();
        row.add(name);
        row.add(Numbers.decimals(mean, 2));
        row.add(group == null ? "" : interval(group.random()));
        row.add(group == null ? "" : OriginFindings.p(group.pValue()));
        quantiles.forEach(value -> row.add(Numbers.decimals(value, 2)));
        return row;
    }

    private static String interval(Interval interval) {
        return "[%s, %s]"
                .formatted(
                        Numbers.decimals(interval.low(), 2), Numbers.decimals(interval.high(), 2));
    }

    private static Html noise(List<NoiseEffect> effects) {
        Html html = new Html();
        html.section(
                "noise",
                "Noise",
                "Gaussian noise on weights, as large a share of each matrix’s touched weights (Frobenius norm) for"
                        + " every target: all of wGate, wUp and wDown; the H-neurons’ rows of wUp and"
                        + " columns of wDown; those of as many neurons without weight of the same layers"
                        + " that are about as loud, others in each draw. Changed: replies that are another"
                        + " text than without noise. Intervals, 95%, are from resampling what the questions"
                        + " are about, draws of noise averaged: what other noise would do is seen from the"
                        + " draws alone.");
        List<List<String>> rows = new ArrayList<>();
        for (NoiseEffect each : effects) {
            String what = "%s on %s".formatted(Numbers.percent(each.size(), 0), each.target());
            boolean random = each.target().equals(Noise.Target.RANDOM.label());
            rows.add(row(what + ", A", each.a(), random));
            rows.add(row(what + ", B", each.b(), random));
        }
        html.table(
                "What noise does",
                List.of(
                        "Noise",
                        "#Changed",
                        "#By draw",
                        "#Over random",
                        "#Accuracy",
                        "#Difference"),
                rows);
        html.table(
                "B against A",
                List.of("Noise", "#Changed of B − of A, points"),
                effects.stream()
                        .map(each ->
                                Html.row(
                                        "%s on %s"
                                                .formatted(
                                                        Numbers.percent(each.size(), 0),
                                                        each.target()),
                                        TwinsFindings.points(each.between())))
                        .toList());
        return html.endSection();
    }

    private static List<String> row(String name, NoiseEffect.Effect effect, boolean random) {
        return Html.row(
                name,
                TwinsFindings.share(effect.changed()),
                TwinsFindings.draws(effect),
                random ? "" : TwinsFindings.points(effect.overRandom()),
                TwinsFindings.share(effect.accuracy()),
                TwinsFindings.points(effect.accuracyDifference()));
    }

    private static Html limits(TwinsReport report) {
        Html html = new Html().section("limits", "What this does not show");
        html.add("<ul>");
        if (report.a().bundled() || report.b().bundled()) {
            html.add(
                    "<li>A bundled test model is among them, trained on a world the project made up: what holds in it need not hold in the models people use.</li>");
        }
        html.add(
                "<li>Partners are found one to one. What one training does with one neuron another may spread over several, and no such map would find it.</li>");
        html.add(
                "<li>Two models are one pair: intervals say what other questions would give, not what other trainings would.</li>");
        html.add(
                "<li>The models answer the same questions, but not alike: a probe that fails on the twin may fail for its answers.</li>");
        report.notes().forEach(note -> html.add("<li>%s</li>", note));
        return html.add("</ul>").endSection();
    }

    private static Html made(TwinsReport report) {
        Html html = new Html().section("made", "How it was made");
        html.table(
                "Files of questions",
                List.of("File", "For", "#Questions"),
                report.questions().stream()
                        .map(each -> Html.row(each.name(), each.use(), each.questions()))
                        .toList());
        html.add(MadeFacts.settings(report.judge(), report.settings(), report.from()));
        html.add("<h3>SHA-256</h3><dl class=\"hashes\">");
        html.fact("A, " + report.a().name(), report.a().sha256());
        html.fact("B, " + report.b().name(), report.b().sha256());
        html.fact("Probe of A, " + report.probeA().name(), report.probeA().sha256());
        html.fact("Probe of B, " + report.probeB().name(), report.probeB().sha256());
        html.fact("Candor’s classes", report.from().code());
        report.questions().forEach(each -> html.fact(each.name(), each.sha256()));
        return html.add("</dl>").endSection();
    }
}
