package dev.candor.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tokens a second against the context and against the batch, ours and the peer's in turn.
final class Growth {
    private final Engine ours;
    private final LlamaCpp peer;
    private final int rounds;
    private final int decoded;
    private final Consumer<String> progress;

    /// @param decoded tokens of each sequence, below the smallest context
    Growth(Engine ours, LlamaCpp peer, int rounds, int decoded, Consumer<String> progress) {
        this.ours = ours;
        this.peer = peer;
        this.rounds = rounds;
        this.decoded = decoded;
        this.progress = progress;
    }

    /// @param contexts tokens, ascending, up to the model's context
    /// @param batches sequences, ascending
    GrowthReport run(List<Integer> contexts, List<Integer> batches)
            throws IOException, InterruptedException {
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        List<Sweep> sweeps =
                List.of(
                        new Sweep(
                                GrowthCurve.Kind.PREFILL,
                                contexts.stream()
                                        .map(n -> new At(n, Workload.prefill(n)))
                                        .toList()),
                        new Sweep(
                                GrowthCurve.Kind.DECODE,
                                contexts.stream().map(n -> new At(n, upTo(n))).toList()),
                        new Sweep(
                                GrowthCurve.Kind.BATCH,
                                batches.stream()
                                        .map(n -> new At(n, Workload.decode(n, decoded)))
                                        .toList()));
        for (Sweep sweep : sweeps) {
            sweep.warmUp();
        }
        for (int round = 0; round < rounds; round++) {
            for (Sweep sweep : sweeps) {
                sweep.take(round);
            }
        }
        sweeps.getLast().requireSameAlone();
        return new GrowthReport(
                machine,
                String.valueOf(ours.model().file().path().getFileName()),
                ours.kernels(),
                ours.workers().threads(),
                rounds,
                decoded,
                loadBefore,
                Machine.load(),
                peer.describe(),
                sweeps.stream().map(Sweep::curve).toList());
    }

    /// A decode whose last token fills a context of `n`.
    private Workload upTo(int n) {
        return new Workload("decode up to " + n, 1, n - decoded, decoded);
    }

    private record At(int at, Workload workload) {}

    /// The points of one curve.
    private final class Sweep {
        final GrowthCurve.Kind kind;
        final List<At> points;
        final List<InTurn> measured = new ArrayList<>();

        Sweep(GrowthCurve.Kind kind, List<At> points) {
            this.kind = kind;
            this.points = points;
            points.forEach(point -> measured.add(new InTurn(ours, peer, point.workload, decoded)));
        }

        /// The first until it has settled, the others, which run the same code, once.
        void warmUp() {
            progress.accept("warm-up, " + kind.title());
            WarmUp.FULL.untilSettled(measured.getFirst()::warmUp);
            measured.stream().skip(1).forEach(InTurn::warmUp);
        }

        void take(int round) throws IOException, InterruptedException {
            for (InTurn each : measured) {
                progress.accept("round %d, %s".formatted(round + 1, each.workload().name()));
                each.take(round % 2 == 0);
            }
        }

        void requireSameAlone() {
            List<String> first = measured.stream().map(InTurn::first).distinct().toList();
            if (first.size() > 1) {
                throw new IllegalStateException(
                        "the first sequence answers otherwise beside others: checksums " + first);
            }
        }

        GrowthCurve curve() {
            List<GrowthCurve.Point> all = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                InTurn taken = measured.get(i);
                all.add(
                        new GrowthCurve.Point(
                                points.get(i).at,
                                Spread.of(taken.ours()),
                                Spread.of(taken.peer()),
                                Spread.of(taken.ratios()),
                                taken.checksum(),
                                String.join(
                                        " ",
                                        peer.command(
                                                ours.model().file().path(), taken.workload()))));
            }
            return new GrowthCurve(kind, all);
        }
    }
}
