package dev.candor.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Decode of one sequence, free and beside a [BusyProcess], ours and the peer's in turn.
final class Disturbed {
    private final Engine ours;
    private final LlamaCpp peer;
    private final int rounds;
    private final Consumer<String> progress;

    Disturbed(Engine ours, LlamaCpp peer, int rounds, Consumer<String> progress) {
        this.ours = ours;
        this.peer = peer;
        this.rounds = rounds;
        this.progress = progress;
    }

    DisturbedReport run(int decoded) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        Workload workload = Workload.decode(1, decoded);
        InTurn free = new InTurn(ours, peer, workload, decoded);
        InTurn disturbed = new InTurn(ours, peer, workload, decoded);
        progress.accept("warm-up");
        WarmUp.FULL.untilSettled(free::warmUp);
        for (int round = 0; round < rounds; round++) {
            progress.accept("round %d, free".formatted(round + 1));
            free.take(round % 2 == 0);
            progress.accept("round %d, disturbed".formatted(round + 1));
            try (BusyProcess _ = BusyProcess.start()) {
                disturbed.take(round % 2 == 0);
            }
        }
        if (!disturbed.checksum().equals(free.checksum())) {
            throw new IllegalStateException(
                    "disturbed, ours answers otherwise: checksum %s, free %s"
                            .formatted(disturbed.checksum(), free.checksum()));
        }
        int threads = ours.workers().threads();
        return new DisturbedReport(
                machine,
                String.valueOf(ours.model().file().path().getFileName()),
                ours.kernels(),
                threads,
                rounds,
                loadBefore,
                Machine.load(),
                peer.describe(),
                workload.name(),
                free.checksum(),
                DisturbedReport.fairShare(machine.cores(), threads),
                List.of(
                        row("ours", free.ours(), disturbed.ours()),
                        row("llama.cpp", free.peer(), disturbed.peer())),
                String.join(" ", peer.command(ours.model().file().path(), workload)));
    }

    private static DisturbedReport.Row row(String who, List<Double> free, List<Double> disturbed) {
        return new DisturbedReport.Row(
                who, Spread.of(free), Spread.of(disturbed), Spread.of(Shares.of(disturbed, free)));
    }
}
