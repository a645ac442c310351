package dev.candor.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One workload by ours and by the peer in turn.
final class InTurn {
    private final Engine ours;
    private final LlamaCpp peer;
    private final Workload workload;
    private final int common;
    private final List<Double> ourSpeeds = new ArrayList<>();
    private final List<Double> peerSpeeds = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /// @param common steps that [Answer#first] covers
    InTurn(Engine ours, LlamaCpp peer, Workload workload, int common) {
        this.ours = ours;
        this.peer = peer;
        this.workload = workload;
        this.common = common;
    }

    Workload workload() {
        return workload;
    }

    /// Runs ours once and gives its seconds. What is computed counts, the time does not.
    double warmUp() {
        return answer().seconds();
    }

    /// One round; the caller says who begins, so that neither always follows on the other's heat.
    void take(boolean oursFirst) throws IOException, InterruptedException {
        if (oursFirst) {
            takeOurs();
        }
        peerSpeeds.add(peer.run(ours.model().file().path(), workload));
        if (!oursFirst) {
            takeOurs();
        }
    }

    private void takeOurs() {
        ourSpeeds.add(workload.tokens() / answer().seconds());
    }

    private Answer answer() {
        Answer answer = ours.run(workload, common);
        answers.add(answer);
        if (!answer.checksum().equals(checksum())) {
            throw new IllegalStateException(
                    "%s: checksum %s, in the first round %s"
                            .formatted(workload.name(), answer.checksum(), checksum()));
        }
        return answer;
    }

    /// Of our answers, all alike.
    String checksum() {
        return answers.getFirst().checksum();
    }

    /// What the first sequence answered, see [Answer].
    String first() {
        return answers.getFirst().first();
    }

    /// Tokens a second of each round.
    List<Double> ours() {
        return ourSpeeds;
    }

    /// Tokens a second of each round.
    List<Double> peer() {
        return peerSpeeds;
    }

    /// Ours ÷ the peer's of each round.
    List<Double> ratios() {
        return Shares.of(ourSpeeds, peerSpeeds);
    }
}
