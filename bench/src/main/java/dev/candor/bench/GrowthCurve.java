package dev.candor.bench;

import java.util.List;
import java.util.function.Function;

/// Tokens a second against one thing that grows.
record GrowthCurve(Kind kind, List<Point> points) {
    /// @param at tokens of context, or sequences
    /// @param ours tokens a second, all sequences together
    /// @param peer the same
    /// @param ratio ours ÷ peer of each round
    /// @param checksum of our answers, see [Answer]
    /// @param peerCommand as typed in the peer's folder
    record Point(
            int at, Spread ours, Spread peer, Spread ratio, String checksum, String peerCommand) {}

    /// What grows.
    enum Kind {
        PREFILL("prefill", "Prefill", "prompt, tokens"),
        DECODE("decode", "Decode of one sequence up to a context", "context, tokens"),
        BATCH("batch", "Decode of sequences together", "sequences");

        private final String id;
        private final String title;
        private final String axis;

        Kind(String id, String title, String axis) {
            this.id = id;
            this.title = title;
            this.axis = axis;
        }

        String id() {
            return id;
        }

        String title() {
            return title;
        }

        /// What stands along the axis.
        String axis() {
            return axis;
        }
    }

    /// Where one side's medians have a cliff.
    ///
    /// @param side [Point#ours] or [Point#peer]
    List<Integer> cliffs(Function<Point, Spread> side) {
        List<Integer> at = points.stream().map(Point::at).toList();
        List<Double> speeds = points.stream().map(side).map(Spread::median).toList();
        return switch (kind) {
            case PREFILL, DECODE -> Cliffs.inContext(at, speeds);
            case BATCH -> Cliffs.inBatch(at, speeds);
        };
    }
}
