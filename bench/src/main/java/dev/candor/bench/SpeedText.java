package dev.candor.bench;

/// The speed table as Markdown.
final class SpeedText {
    private static final String HEAD =
            """
            | file | workload | ours | llama.cpp | ours ÷ llama.cpp | bar / stretch | met | f32 limit \
            | ours ÷ limit | limited by | checksum | warm-ups |
            |---|---|---|---|---|---|---|---|---|---|---|---|\
            """;

    private final ReportText text = new ReportText();

    private SpeedText() {}

    static String of(SpeedReport report) {
        SpeedText table = new SpeedText();
        table.context(report);
        table.text.line("%s", HEAD);
        report.models().forEach(model -> model.rows().forEach(row -> table.row(model, row)));
        table.text.peerCommands(
                report.models().stream()
                        .flatMap(model -> model.rows().stream())
                        .map(ModelSpeed.Row::peerCommand)
                        .toList());
        return table.text.toString();
    }

    private void context(SpeedReport report) {
        text.machine(report.machine(), report.loadBefore(), report.loadAfter());
        text.line(
                "Ours: kernels %s, %d threads. Peer: %s.",
                report.kernels(), report.threads(), report.peer());
        for (ModelSpeed model : report.models()) {
            text.line(
                    "%s: mostly %s, %,d bytes of weights a step; ceilings: reading them %s GB/s, f32"
                            + " multiply-add %s GFLOP/s.",
                    model.file(),
                    model.type(),
                    model.weightBytes(),
                    scaled(model.ceilings().readBytesPerSecond()),
                    scaled(model.ceilings().flopsPerSecond()));
        }
        text.line(
                "Tokens a second, median (range) of %d rounds, ours and the peer in turn:",
                report.rounds());
        text.line("");
    }

    private void row(ModelSpeed model, ModelSpeed.Row row) {
        Bar bar = row.bar();
        text.line(
                "| %s | %s | %s | %s | %s | %s | %s | %.1f | %.0f%% | %s | `%s` | %d |",
                model.file(),
                row.workload().name(),
                row.ours().text(1),
                row.peer().text(1),
                row.ratio().text(2),
                bar == null ? "" : ReportText.of("%.2f / %.2f", bar.least(), bar.stretch()),
                bar == null ? "" : bar.met(row.ratio().median()),
                row.limit(),
                100 * row.ours().median() / row.limit(),
                row.limitedBy(),
                row.checksum(),
                row.warmUps());
    }

    private static String scaled(Spread spread) {
        return new Spread(spread.median() / 1e9, spread.least() / 1e9, spread.most() / 1e9).text(1);
    }
}
