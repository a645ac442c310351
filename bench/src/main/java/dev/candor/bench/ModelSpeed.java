package dev.candor.bench;

import dev.candor.engine.format.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One file's rows of the speed table.
///
/// @param file its name
/// @param type what most of its weights are stored as
/// @param ceilings measured before the first round
/// @param weightBytes of the matrices that a step reads
/// @param flopsPerToken of these matrices
record ModelSpeed(
        String file,
        TensorType type,
        Ceilings ceilings,
        long weightBytes,
        long flopsPerToken,
        List<Row> rows) {

    /// One workload.
    ///
    /// @param warmUps runs of ours before the first round
    /// @param ours tokens a second, all sequences together
    /// @param peer the same
    /// @param ratio ours ÷ peer of each round
    /// @param bar for the ratio, null where none is set
    /// @param limit tokens a second of [Ceilings#tokensPerSecond]
    /// @param limitedBy the ceiling that gives the limit
    /// @param checksum of our answers, see [Answer]
    /// @param peerCommand as typed in the peer's folder
    record Row(
            Workload workload,
            int warmUps,
            Spread ours,
            Spread peer,
            Spread ratio,
            @Nullable Bar bar,
            double limit,
            String limitedBy,
            String checksum,
            String peerCommand) {}
}
