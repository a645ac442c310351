package dev.candor.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Ours and the peer in turn, on the same file with the same threads. Each round takes the other
/// one first, so that neither always follows on the other's heat.
final class SpeedBench {
    private final Engine ours;
    private final LlamaCpp peer;
    private final Path file;
    private final WarmUp warmUp;
    private final int rounds;
    private final Consumer<String> progress;

    SpeedBench(Engine ours, LlamaCpp peer, WarmUp warmUp, int rounds, Consumer<String> progress) {
        this.ours = ours;
        this.peer = peer;
        this.file = ours.model().file().path();
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.progress = progress;
    }

    /// @param workloads at least one; a decode of one sequence before one of several
    ModelSpeed run(List<Workload> workloads) throws IOException, InterruptedException {
        StepWeights weights = StepWeights.of(ours.model());
        tell("ceilings");
        Ceilings ceilings = Ceilings.measure(weights.data(), ours.workers(), warmUp, rounds);
        int common =
                workloads.stream()
                        .filter(w -> !w.isPrefill())
                        .mapToInt(Workload::decoded)
                        .min()
                        .orElse(0);
        List<Integer> warmUps = new ArrayList<>();
        List<InTurn> measured =
                workloads.stream().map(each -> new InTurn(ours, peer, each, common)).toList();
        for (InTurn each : measured) {
            tell("warm-up, " + each.workload().name());
            warmUps.add(warmUp.untilSettled(each::warmUp));
        }
        for (int round = 0; round < rounds; round++) {
            for (InTurn each : measured) {
                tell("round %d, %s".formatted(round + 1, each.workload().name()));
                each.take(round % 2 == 0);
            }
        }
        requireSameAlone(measured);
        List<ModelSpeed.Row> rows = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            rows.add(row(measured.get(i), warmUps.get(i), weights, ceilings));
        }
        return new ModelSpeed(
                name(), weights.mostly(), ceilings, weights.bytes(), weights.flopsPerToken(), rows);
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }

    private void tell(String step) {
        progress.accept(name() + ": " + step);
    }

    private ModelSpeed.Row row(InTurn each, int warmUps, StepWeights weights, Ceilings ceilings) {
        Workload workload = each.workload();
        int width = workload.width();
        return new ModelSpeed.Row(
                workload,
                warmUps,
                Spread.of(each.ours()),
                Spread.of(each.peer()),
                Spread.of(each.ratios()),
                Bar.of(weights.mostly(), workload),
                ceilings.tokensPerSecond(width, weights.bytes(), weights.flopsPerToken()),
                ceilings.limitedBy(width, weights.bytes(), weights.flopsPerToken()),
                each.checksum(),
                String.join(" ", peer.command(file, workload)));
    }

    /// A sequence decoded alone and beside others gives the same tokens and logits, to the bit.
    private static void requireSameAlone(List<InTurn> measured) {
        List<String> first =
                measured.stream()
                        .filter(each -> !each.workload().isPrefill())
                        .map(each -> each.first())
                        .distinct()
                        .toList();
        if (first.size() > 1) {
            throw new IllegalStateException(
                    "the first sequence answers otherwise beside others: checksums " + first);
        }
    }
}
