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
        line(
                text,
                "Machine: %s. Load average %.2f before, %.2f after.",
                machine.describe(),
                loadBefore,
                loadAfter);
        line(text, "Model: %s, %,d bytes of weights a step.", model, weightBytes);
        line(text, "Ours: kernels %s, %d threads. Peer: %s.", kernels, threads, peer);
        line(
                text,
                "Ceilings: reading the mapped weights %s GB/s, f32 multiply-add %s GFLOP/s.",
                scaled(ceilings.readBytesPerSecond()),
                scaled(ceilings.flopsPerSecond()));
        line(
                text,
                "Tokens a second, median (range) of %d rounds, ours and the peer in turn:",
                rounds);
        line(text, "");
        line(
                text,
                "| | ours | llama.cpp | ours ÷ llama.cpp | f32 limit | ours ÷ limit | checksum | warm-ups |");
        line(text, "|---|---|---|---|---|---|---|---|");
        for (Row row : rows) {
            line(
                    text,
                    "| %s | %s | %s | %s | %.1f | %.0f%% | `%s` | %d |",
                    row.workload.name(),
                    row.ours.text(1),
                    row.peer.text(1),
                    row.ratio.text(2),
                    row.limit,
                    100 * row.ours.median() / row.limit,
                    row.checksum,
                    row.warmUps);
        }
        line(text, "");
        line(text, "Peer's commands, in its folder with LD_LIBRARY_PATH=.:");
        line(text, "");
        rows.forEach(row -> line(text, "    ./%s", row.peerCommand));
        return text.toString();
    }

    private static String scaled(Spread spread) {
        return new Spread(spread.median() / 1e9, spread.least() / 1e9, spread.most() / 1e9).text(1);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
