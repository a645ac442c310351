package dev.candor.app.cli;

import dev.candor.app.ask.AskReport;
import dev.candor.app.ask.Turned;
import dev.candor.guard.monitor.AnswerToken;
import dev.candor.guard.monitor.Risk;
import dev.candor.lab.answer.SpanResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/// Prints an answer while it comes, coloured by risk, then one line that sums it up.
final class AnswerPrinter implements Consumer<AnswerToken> {
    private static final int MOST_CHARS = 60;

    private final PrintWriter out;
    private final double threshold;
    private final boolean colours;
    private boolean begun;

    AnswerPrinter(PrintWriter out, double threshold, boolean colours) {
        this.out = out;
        this.threshold = threshold;
        this.colours = colours;
    }

    @Override
    public void accept(AnswerToken token) {
        String text = begun ? token.text() : token.text().stripLeading();
        if (text.isEmpty()) {
            return;
        }
        begun = true;
        String safe = Printable.text(text);
        Double score = token.score();
        out.print(colours && score != null ? RiskColour.of(score, threshold).paint(safe) : safe);
        out.flush();
    }

    /// Ends the answer's line and adds the verdict.
    void finish(AskReport report) {
        StringBuilder line = new StringBuilder();
        String limit = number(report.risk(threshold));
        switch (report.asked().risk()) {
            case Risk.Scored scored -> {
                String risk = "risk " + number(report.risk(scored.score()));
                line.append(colours ? RiskColour.of(scored.score(), threshold).paint(risk) : risk);
                line.append(scored.above() ? ", above" : ", below");
                line.append(" the threshold of ").append(limit);
            }
            case Risk.NoScore none ->
                    line.append("no score: ")
                            .append(none.reason())
                            .append(" (threshold ")
                            .append(limit)
                            .append(")");
        }
        if (report.asked().span() instanceof SpanResult.Found found) {
            line.append(" · answer \"")
                    .append(Printable.line(report.text(found), MOST_CHARS))
                    .append('"');
        }
        line.append(" · ").append(turned(report.options().turned()));
        if (report.options().turned().turns(report.probe())
                && report.asked().risk() instanceof Risk.Scored) {
            line.append(" (read before the dial; the scale was learnt without one)");
        }
        line.append(cut(report));
        line.append(report.model().bundled() ? " · bundled test model" : "");
        out.println();
        out.println();
        out.println(line);
        out.flush();
    }

    private static String cut(AskReport report) {
        return switch (report.asked().generation().end()) {
            case END_TOKEN, STOP_TEXT -> "";
            case MAX_TOKENS -> " · cut off after " + report.options().maxTokens() + " tokens";
            case CONTEXT -> " · cut off, the context is full";
        };
    }

    private static String number(double risk) {
        return String.format(Locale.ROOT, "%.2f", risk);
    }

    private static String turned(Turned turned) {
        return switch (turned) {
            case Turned.Alike alike -> "α " + plain(alike.alpha());
            case Turned.ByDial file -> "dial " + Printable.line(file.name(), MOST_CHARS);
        };
    }

    private static String plain(float alpha) {
        return alpha == Math.rint(alpha) && alpha < 1e6f
                ? Integer.toString((int) alpha)
                : Float.toString(alpha);
    }
}
