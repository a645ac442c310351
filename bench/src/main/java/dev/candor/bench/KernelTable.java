package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.util.List;
import java.util.Locale;

/// The products of several starts, as a table.
final class KernelTable {
    private KernelTable() {}

    /// @param starts the same products in the same order, from each start
    /// @throws CommandFailure if a product's bits differ between starts
    static String of(List<List<KernelBench.Speed>> starts) {
        StringBuilder table =
                new StringBuilder(
                        """
                        | weights | token rows | rate | share of the ceiling | most ÷ least | checksum |
                        |---|---|---|---|---|---|
                        """);
        for (int i = 0; i < starts.getFirst().size(); i++) {
            int product = i;
            List<KernelBench.Speed> speeds =
                    starts.stream().map(start -> start.get(product)).toList();
            KernelBench.Speed first = speeds.getFirst();
            for (KernelBench.Speed speed : speeds) {
                if (!speed.checksum().equals(first.checksum())) {
                    throw new CommandFailure(
                            ExitCode.FAILURE,
                            "%s × %d gave %s in one start and %s in another, expected the same bits"
                                    .formatted(
                                            first.type(),
                                            first.width(),
                                            first.checksum(),
                                            speed.checksum()));
                }
            }
            Spread rate = Spread.of(speeds.stream().map(speed -> speed.rate() / 1e9).toList());
            Spread share =
                    Spread.of(speeds.stream().map(speed -> 100 * speed.ofCeiling()).toList());
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %s %s | %s %% | %.2f | `%s` |%n",
                            first.type(),
                            first.width(),
                            rate.text(1),
                            first.isReading() ? "GB/s" : "GFLOP/s",
                            share.text(0),
                            share.most() / share.least(),
                            first.checksum()));
        }
        return table.toString();
    }
}
