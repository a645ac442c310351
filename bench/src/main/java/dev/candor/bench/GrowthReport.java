package dev.candor.bench;

import java.util.List;
import java.util.function.Function;

/// The growth tables with all that is needed to take them again.
///
/// @param model name of its file
/// @param kernels ours, as the engine names them
/// @param threads of ours and of the peer
/// @param decoded tokens of each decode
/// @param loadBefore load average before the first run, as [Machine#load] gives it
/// @param loadAfter the same after the last
/// @param peer version, and the build of its CPU code that it loaded
record GrowthReport(
        Machine machine,
        String model,
        String kernels,
        int threads,
        int rounds,
        int decoded,
        double loadBefore,
        double loadAfter,
        String peer,
        List<GrowthCurve> curves) {

    String markdown() {
        ReportText text = new ReportText();
        text.machine(machine, loadBefore, loadAfter);
        text.line(
                "Model: %s. Ours: kernels %s, %d threads. Peer: %s.",
                model, kernels, threads, peer);
        text.line(
                "Tokens a second, median (range) of %d rounds, ours and the peer in turn; a decode is of"
                        + " %d tokens each.",
                rounds, decoded);
        for (GrowthCurve curve : curves) {
            table(text, curve);
        }
        text.peerCommands(
                curves.stream()
                        .flatMap(curve -> curve.points().stream())
                        .map(GrowthCurve.Point::peerCommand)
                        .toList());
        return text.toString();
    }

    private static void table(ReportText text, GrowthCurve curve) {
        text.line("");
        text.line("%s:", curve.kind().title());
        text.line("");
        text.line("| %s | ours | llama.cpp | ours ÷ llama.cpp | checksum |", curve.kind().axis());
        text.line("|---|---|---|---|---|");
        for (GrowthCurve.Point point : curve.points()) {
            text.line(
                    "| %,d | %s | %s | %s | `%s` |",
                    point.at(),
                    point.ours().text(1),
                    point.peer().text(1),
                    point.ratio().text(2),
                    point.checksum());
        }
        text.line("");
        text.line(
                "Cliffs (%s): ours %s, llama.cpp %s.",
                rule(curve.kind()),
                cliffs(curve, GrowthCurve.Point::ours),
                cliffs(curve, GrowthCurve.Point::peer));
    }

    private static String rule(GrowthCurve.Kind kind) {
        return switch (kind) {
            case PREFILL, DECODE ->
                    "a token costs over %.0f%% more than the line through the smaller contexts says"
                            .formatted(100 * Cliffs.CONTEXT_EXCESS);
            case BATCH ->
                    "over %.0f%% fewer tokens a second than at the size before"
                            .formatted(100 * Cliffs.BATCH_FALL);
        };
    }

    private static String cliffs(GrowthCurve curve, Function<GrowthCurve.Point, Spread> side) {
        List<Integer> found = curve.cliffs(side);
        return found.isEmpty()
                ? "none"
                : "at " + String.join(", ", found.stream().map(String::valueOf).toList());
    }
}
