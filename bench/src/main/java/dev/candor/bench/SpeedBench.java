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
    private final int rounds;
    private final Consumer<String> progress;

    SpeedBench(Engine ours, LlamaCpp peer, int rounds, Consumer<String> progress) {
        this.ours = ours;
        this.peer = peer;
        this.file = ours.model().file().path();
        this.rounds = rounds;
        this.progress = progress;
    }

    /// @param workloads at least one; a decode of one sequence before one of several
    ModelSpeed run(List<Workload> workloads) throws IOException, InterruptedException {
        StepWeights weights = StepWeights.of(ours.model());
        tell("ceilings");
        Ceilings ceilings = Ceilings.measure(weights.data(), ours.workers(), rounds);
        int common =
                workloads.stream()
                        .filter(w -> !w.isPrefill())
                        .mapToInt(Workload::decoded)
                        .min()
                        .orElse(0);
        List<Integer> warmUps = new ArrayList<>();
        for (Workload workload : workloads) {
            tell("warm-up, " + workload.name());
            warmUps.add(WarmUp.untilSettled(() -> ours.run(workload, common).seconds()));
        }
        List<Rounds> measured = workloads.stream().map(Rounds::new).toList();
        for (int round = 0; round < rounds; round++) {
            for (Rounds each : measured) {
                tell("round %d, %s".formatted(round + 1, each.workload.name()));
                each.take(round % 2 == 0, common);
            }
        }
        requireSameAlone(measured);
        List<ModelSpeed.Row> rows = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            rows.add(measured.get(i).row(warmUps.get(i), weights, ceilings));
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

    /// What the rounds of one workload gave.
    private final class Rounds {
        final Workload workload;
        final List<Double> ourSpeeds = new ArrayList<>();
        final List<Double> peerSpeeds = new ArrayList<>();
        final List<Double> ratios = new ArrayList<>();
        final List<Answer> answers = new ArrayList<>();

        Rounds(Workload workload) {
            this.workload = workload;
        }

        void take(boolean oursFirst, int common) throws IOException, InterruptedException {
            if (oursFirst) {
                takeOurs(common);
                peerSpeeds.add(peer.run(file, workload));
            } else {
                peerSpeeds.add(peer.run(file, workload));
                takeOurs(common);
            }
            ratios.add(ourSpeeds.getLast() / peerSpeeds.getLast());
        }

        private void takeOurs(int common) {
            Answer answer = ours.run(workload, common);
            answers.add(answer);
            ourSpeeds.add(workload.tokens() / answer.seconds());
            if (!answer.checksum().equals(answers.getFirst().checksum())) {
                throw new IllegalStateException(
                        "%s: checksum %s, in the first round %s"
                                .formatted(
                                        workload.name(),
                                        answer.checksum(),
                                        answers.getFirst().checksum()));
            }
        }

        ModelSpeed.Row row(int warmUps, StepWeights weights, Ceilings ceilings) {
            int width = workload.width();
            return new ModelSpeed.Row(
                    workload,
                    warmUps,
                    Spread.of(ourSpeeds),
                    Spread.of(peerSpeeds),
                    Spread.of(ratios),
                    Bar.of(weights.mostly(), workload),
                    ceilings.tokensPerSecond(width, weights.bytes(), weights.flopsPerToken()),
                    ceilings.limitedBy(width, weights.bytes(), weights.flopsPerToken()),
                    answers.getFirst().checksum(),
                    String.join(" ", peer.command(file, workload)));
        }
    }

    /// A sequence decoded alone and beside others gives the same tokens and logits, to the bit.
    private static void requireSameAlone(List<Rounds> measured) {
        List<String> first =
                measured.stream()
                        .filter(each -> !each.workload.isPrefill())
                        .map(each -> each.answers.getFirst().first())
                        .distinct()
                        .toList();
        if (first.size() > 1) {
            throw new IllegalStateException(
                    "the first sequence answers otherwise beside others: checksums " + first);
        }
    }
}
