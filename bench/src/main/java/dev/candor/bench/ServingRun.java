package dev.candor.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ours and the peer in turn, each alone on the machine and started anew every round; the other one
/// goes first every other round.
///
/// @param peer null to measure ours alone
/// @param warmUp seconds of the same load, with prompts of its own, before each round
/// @param progress told of each step
record ServingRun(
        OurServer ours,
        @Nullable LlamaServer peer,
        int clients,
        int seconds,
        int warmUp,
        int rounds,
        int maxTokens,
        Consumer<String> progress) {
    private static final int WARM_UP_FROM = 1_000_000;

    private interface Start {
        ServerProcess now() throws IOException, InterruptedException;
    }

    /// @throws IllegalStateException if ours answers a prompt differently in another round
    ServingReport measure() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        List<ServingRound> own = new ArrayList<>();
        List<ServingRound> others = new ArrayList<>();
        Map<Integer, String> replies = new HashMap<>();
        for (int round = 1; round <= rounds; round++) {
            // Who goes first finds the machine cooler.
            for (boolean our : round % 2 == 1 ? List.of(true, false) : List.of(false, true)) {
                if (our) {
                    Load load = load(ours::start);
                    requireSame(load, replies);
                    own.add(say(round, "ours", load));
                } else if (peer != null) {
                    others.add(say(round, "llama-server", load(peer::start)));
                }
            }
        }
        return new ServingReport(
                machine,
                String.valueOf(ours.model().getFileName()),
                ours.threads(),
                clients,
                seconds,
                maxTokens,
                loadBefore,
                Machine.load(),
                own,
                others,
                peer == null ? null : peer.describe(),
                peer == null ? null : String.join(" ", peer.command()));
    }

    private Load load(Start start) throws IOException, InterruptedException {
        try (ServerProcess server = start.now();
                ServingClient client = new ServingClient(server.address(), maxTokens)) {
            if (warmUp > 0) {
                new Crowd(client, clients, WARM_UP_FROM).askFor(Duration.ofSeconds(warmUp));
            }
            return new Crowd(client, clients, 0).askFor(Duration.ofSeconds(seconds));
        }
    }

    private ServingRound say(int round, String who, Load load) {
        ServingRound result = ServingRound.of(load, clients);
        // A run takes long, and what is said now is kept if it is cut off.
        progress.accept(
                ReportText.of(
                        "round %d: %s: %.1f tokens/s, %.2f replies/s, first token %.0f ms, %d errors,"
                                + " checksum %s",
                        round,
                        who,
                        result.tokensPerSecond(),
                        result.requestsPerSecond(),
                        result.first().p50(),
                        result.errors(),
                        result.checksum()));
        return result;
    }

    private static void requireSame(Load load, Map<Integer, String> replies) {
        for (Served each : load.served()) {
            String before = each.whole() ? replies.putIfAbsent(each.number(), each.text()) : null;
            if (before != null && !before.equals(each.text())) {
                throw new IllegalStateException(
                        "prompt %d was answered '%s', in an earlier round '%s'"
                                .formatted(each.number(), each.text().strip(), before.strip()));
            }
        }
    }
}
