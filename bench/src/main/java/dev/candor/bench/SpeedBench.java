package dev.candor.bench;

import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.FeedForward;
import dev.candor.engine.model.LayerWeights;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.SelfAttention;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Ours and the peer in turn, on the same file with the same threads. Each round takes the other
/// one first, so that neither always follows on the other's heat.
final class SpeedBench {
    private final Engine ours;
    private final LlamaCpp peer;
    private final int rounds;
    private final Consumer<String> progress;

    SpeedBench(Engine ours, LlamaCpp peer, int rounds, Consumer<String> progress) {
        this.ours = ours;
        this.peer = peer;
        this.rounds = rounds;
        this.progress = progress;
    }

    /// @param workloads at least one; a decode of one sequence before one of several
    SpeedReport run(List<Workload> workloads) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        List<Matrix> matrices = matrices(ours.model());
        long bytes = matrices.stream().mapToLong(m -> m.data().byteSize()).sum();
        long flops = matrices.stream().mapToLong(m -> 2L * m.rows() * m.columns()).sum();
        progress.accept("ceilings");
        Ceilings ceilings =
                Ceilings.measure(
                        matrices.stream().map(Matrix::data).toList(), ours.workers(), rounds);
        int common =
                workloads.stream()
                        .filter(w -> !w.isPrefill())
                        .mapToInt(Workload::decoded)
                        .min()
                        .orElse(0);
        List<Integer> warmUps = new ArrayList<>();
        for (Workload workload : workloads) {
            progress.accept("warm-up, " + workload.name());
            warmUps.add(WarmUp.untilSettled(() -> ours.run(workload, common).seconds()));
        }
        List<Rounds> measured = workloads.stream().map(Rounds::new).toList();
        for (int round = 0; round < rounds; round++) {
            for (Rounds each : measured) {
                progress.accept("round %d, %s".formatted(round + 1, each.workload.name()));
                each.take(round % 2 == 0, common);
            }
        }
        requireSameAlone(measured);
        List<SpeedReport.Row> rows = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Workload workload = workloads.get(i);
            rows.add(
                    measured.get(i)
                            .row(
                                    warmUps.get(i),
                                    ceilings.tokensPerSecond(workload.width(), bytes, flops)));
        }
        return new SpeedReport(
                machine,
                String.valueOf(ours.model().file().path().getFileName()),
                ours.kernels(),
                ours.workers().threads(),
                rounds,
                loadBefore,
                Machine.load(),
                ceilings,
                bytes,
                flops,
                peer.describe(),
                rows);
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
                peerSpeeds.add(peer.run(workload));
            } else {
                peerSpeeds.add(peer.run(workload));
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

        SpeedReport.Row row(int warmUps, double limit) {
            return new SpeedReport.Row(
                    workload,
                    warmUps,
                    Spread.of(ourSpeeds),
                    Spread.of(peerSpeeds),
                    Spread.of(ratios),
                    limit,
                    answers.getFirst().checksum(),
                    String.join(" ", peer.command(workload)));
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

    private static List<Matrix> matrices(Model model) {
        List<Matrix> all = new ArrayList<>();
        for (LayerWeights w : model.weights().layers()) {
            SelfAttention attention = w.attention();
            FeedForward ffn = w.feedForward();
            Stream.of(
                            attention.wQuery(),
                            attention.wKey(),
                            attention.wValue(),
                            attention.wOutput(),
                            ffn.wGate(),
                            ffn.wUp(),
                            ffn.wDown())
                    .filter(Objects::nonNull)
                    .forEach(each -> all.add(each.weight()));
        }
        all.add(model.weights().output().weight());
        return all;
    }
}
