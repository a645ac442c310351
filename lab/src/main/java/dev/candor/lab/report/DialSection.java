package dev.candor.lab.report;

import dev.candor.lab.report.DialExample.Reply;
import dev.candor.lab.report.DialExample.Turn;
import java.util.List;

/// Conversations whose replies change, or do not, while the H-neurons are turned.
final class DialSection {
    private DialSection() {}

    /// Nothing if no conversation was tried.
    static Html of(FindReport report) {
        Html html = new Html();
        if (report.dial().isEmpty()) {
            return html;
        }
        html.section(
                "dial",
                "The dial: the same question, H-neurons turned",
                "α multiplies what the H-neurons give: 0 silences them, 1 is the model as it is. The"
                        + " examples were chosen before the run, and marked is what differs from α\u00a0=\u00a01."
                        + " They show what can happen; how often it does, and whether other"
                        + " neurons would do it as well, a few examples cannot say.");
        return html.add(conversations(report.dial())).endSection();
    }

    /// Conversations side by side, without a section around them.
    static Html conversations(List<DialExample> examples) {
        Html html = new Html().add("<div class=\"dial\">");
        examples.forEach(example -> example(html, example));
        return html.add("</div>");
    }

    private static void example(Html html, DialExample example) {
        html.add("<article>");
        html.add("<h3>%s</h3>", example.title());
        html.add("<div class=\"talk\">");
        for (Turn turn : example.turns()) {
            html.add("<p class=\"%s\"><span>%s</span> %s</p>", turn.role(), who(turn), turn.text());
        }
        html.add("</div>");
        html.add("<dl class=\"replies\">");
        for (Reply reply : example.replies()) {
            html.add(
                    "<div class=\"%s\"><dt>α\u00a0=\u00a0%s <span>%s</span></dt>",
                    example.isChanged(reply) ? "changed" : "same",
                    Numbers.alpha(reply.alpha()),
                    effect(reply.alpha()));
            html.add("<dd><b>%s</b>", reply.line());
            if (reply.alpha() == 1 && !Double.isNaN(example.risk())) {
                html.add("<span>%s</span>", risk(example));
            }
            html.add("</dd></div>");
        }
        html.add("</dl>");
        html.add("<p class=\"note\">%s</p>", example.note());
        html.add("</article>");
    }

    private static String who(Turn turn) {
        return turn.role().equals(Turn.USER) ? "You" : "Model";
    }

    private static String effect(double alpha) {
        if (alpha == 0) {
            return "silenced";
        }
        return alpha == 1 ? "as it is" : "× " + Numbers.alpha(alpha);
    }

    private static String risk(DialExample example) {
        return "risk %s, %s the threshold"
                .formatted(
                        Numbers.decimals(example.risk(), 2), example.flagged() ? "above" : "below");
    }
}
