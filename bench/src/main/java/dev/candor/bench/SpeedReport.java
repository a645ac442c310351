package dev.candor.bench;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The speed table with all that is needed to take it again.
///
/// @param model name of its file
/// @param kernels ours, as the engine names them
/// @param threads of ours and of the peer
/// @param loadBefore load average before the first run, as [Machine#load] gives it
/// @param loadAfter the same after the last
/// @param ceilings measured before the first round
/// @param weightBytes of the matrices that a step reads
/// @param flopsPerToken of these matrices
/// @param peer version, and the build of its CPU code that it loaded
record SpeedReport(
        Machine machine,
        String model,
        String kernels,
        int threads,
        int rounds,
        double loadBefore,
        double loadAfter,
        Ceilings ceilings,
        long weightBytes,
        long flopsPerToken,
        String peer,
        List<Row> rows) {

    /// One workload.
    ///
    /// @param warmUps runs of ours before the first round
    /// @param ours tokens a second, all sequences together
    /// @param peer the same
    /// @param ratio ours ÷ peer of each round
    /// @param limit tokens a second of [Ceilings#tokensPerSecond]
    /// @param checksum of our answers, see [Answer]
    /// @param peerCommand as typed in the peer's folder
    record Row(
            Workload workload,
            int warmUps,
            Spread ours,
            Spread peer,
            Spread ratio,
            double limit,
            String checksum,
            String peerCommand) {}

    String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Machine: %s. Load average %.2f before, %.2f after.",
                                machine.describe(),
                                loadBefore,
                                loadAfter))
                .append('\n');
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Model: %s, %,d bytes of weights a step.",
                                model,
                                weightBytes))
                .append('\n');
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Ours: kernels %s, %d threads. Peer: %s.",
                                kernels,
                                threads,
                                peer))
                .append('\n');
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Ceilings: reading the mapped weights %s GB/s, f32 multiply-add %s GFLOP/s.",
                                scaled(ceilings.readBytesPerSecond()),
                                scaled(ceilings.flopsPerSecond())))
                .append('\n');
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Tokens a second, median (range) of %d rounds, ours and the peer in turn:",
                                rounds))
                .append('\n');
        text.append('\n');
        text.append(
                        "| | ours | llama.cpp | ours ÷ llama.cpp | f32 limit | ours ÷ limit | checksum | warm-ups |")
                .append('\n');
        text.append("|---|---|---|---|---|---|---|---|").append('\n');
        for (Row row : rows) {
            text.append(
                            String.format(
                                    Locale.ROOT,
                                    "| %s | %s | %s | %s | %.1f | %.0f%% | `%s` | %d |",
                                    row.workload.name(),
                                    row.ours.text(1),
                                    row.peer.text(1),
                                    row.ratio.text(2),
                                    row.limit,
                                    100 * row.ours.median() / row.limit,
                                    row.checksum,
                                    row.warmUps))
                    .append('\n');
        }
        text.append('\n');
        text.append("Peer's commands, in its folder with LD_LIBRARY_PATH=.:").append('\n');
        text.append('\n');
        rows.forEach(row ->
                text.append(String.format(Locale.ROOT, "    ./%s", row.peerCommand)).append('\n'));
        return text.toString();
    }

    private static String scaled(Spread spread) {
        return new Spread(spread.median() / 1e9, spread.least() / 1e9, spread.most() / 1e9).text(1);
    }
}
