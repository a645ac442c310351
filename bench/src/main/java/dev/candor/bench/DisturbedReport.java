package dev.candor.bench;

import java.util.List;

/// What another process that takes a core costs.
///
/// @param model name of its file
/// @param kernels ours, as the engine names them
/// @param threads of ours and of the peer
/// @param loadBefore load average before the first run, as [Machine#load] gives it
/// @param loadAfter the same after the last, the busy process included
/// @param peer version, and the build of its CPU code that it loaded
/// @param checksum of our answers, free and disturbed
/// @param fairShare see [#fairShare]
/// @param peerCommand as typed in the peer's folder
record DisturbedReport(
        Machine machine,
        String model,
        String kernels,
        int threads,
        int rounds,
        double loadBefore,
        double loadAfter,
        String peer,
        String workload,
        String checksum,
        double fairShare,
        List<Row> rows,
        String peerCommand) {

    /// One side.
    ///
    /// @param free tokens a second
    /// @param disturbed tokens a second
    /// @param left disturbed ÷ free of each round
    record Row(String who, Spread free, Spread disturbed, Spread left) {}

    /// What a fair scheduler leaves `threads` busy threads beside one more: of `threads` + 1 that
    /// want `cores` each gets cores / (threads + 1), at most one core. Two threads on two cores
    /// keep 2 × 2/3 of 2 cores, two thirds.
    static double fairShare(int cores, int threads) {
        double each = Math.min(1, (double) cores / (threads + 1));
        double before = Math.min(1, (double) cores / threads);
        return each / before;
    }

    String markdown() {
        ReportText text = new ReportText();
        text.machine(machine, loadBefore, loadAfter);
        text.line(
                "Model: %s. Ours: kernels %s, %d threads. Peer: %s.",
                model, kernels, threads, peer);
        text.line(
                "%s; tokens a second, median (range) of %d rounds, free and beside one busy process,"
                        + " ours and the peer in turn. A fair share of the cores is %.2f. Checksum `%s`.",
                workload, rounds, fairShare, checksum);
        text.line("");
        text.line("| | free | disturbed | share left |");
        text.line("|---|---|---|---|");
        for (Row row : rows) {
            text.line(
                    "| %s | %s | %s | %s |",
                    row.who, row.free.text(1), row.disturbed.text(1), row.left.text(2));
        }
        text.peerCommands(List.of(peerCommand));
        return text.toString();
    }
}
