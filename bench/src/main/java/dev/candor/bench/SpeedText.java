package dev.candor.bench;

import java.util.Locale;

/// The speed table as Markdown.
final class SpeedText {
    private static final String HEAD =
            """
            | file | workload | ours | llama.cpp | ours ÷ llama.cpp | bar / stretch | met | f32 limit \
            | ours ÷ limit | limited by | checksum | warm-ups |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final StringBuilder text = new StringBuilder();

    private SpeedText() {}

    static String of(SpeedReport report) {
        SpeedText table = new SpeedText();
        table.context(report);
        table.text.append(HEAD);
        report.models().forEach(model -> model.rows().forEach(row -> table.row(model, row)));
        table.line("");
        table.line("Peer's commands, in its folder with LD_LIBRARY_PATH=.:");
        table.line("");
        report.models()
                .forEach(model ->
                        model.rows().forEach(row -> table.line("    ./%s", row.peerCommand())));
        return table.text.toString();
    }

    private void context(SpeedReport report) {
        line(
                "Machine: %s. Load average %.2f before, %.2f after.",
                report.machine().describe(), report.loadBefore(), report.loadAfter());
        line(
                "Ours: kernels %s, %d threads. Peer: %s.",
                report.kernels(), report.threads(), report.peer());
        for (ModelSpeed model : report.models()) {
            line(
                    "%s: mostly %s, %,d bytes of weights a step; ceilings: reading them %s GB/s, f32"
                            + " multiply-add %s GFLOP/s.",
                    model.file(),
                    model.type(),
                    model.weightBytes(),
                    scaled(model.ceilings().readBytesPerSecond()),
                    scaled(model.ceilings().flopsPerSecond()));
        }
        line(
                "Tokens a second, median (range) of %d rounds, ours and the peer in turn:",
                report.rounds());
        line("");
    }

    private void row(ModelSpeed model, ModelSpeed.Row row) {
        Bar bar = row.bar();
        line(
                "| %s | %s | %s | %s | %s | %s | %s | %.1f | %.0f%% | %s | `%s` | %d |",
                model.file(),
                row.workload().name(),
                row.ours().text(1),
                row.peer().text(1),
                row.ratio().text(2),
                bar == null ? "" : format("%.2f / %.2f", bar.least(), bar.stretch()),
                bar == null ? "" : bar.met(row.ratio().median()),
                row.limit(),
                100 * row.ours().median() / row.limit(),
                row.limitedBy(),
                row.checksum(),
                row.warmUps());
    }

    private void line(String form, Object... values) {
        text.append(values.length == 0 ? form : format(form, values)).append('\n');
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static String scaled(Spread spread) {
        return new Spread(spread.median() / 1e9, spread.least() / 1e9, spread.most() / 1e9).text(1);
    }
}
