package dev.candor.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// More clients at once than ours takes: who is taken is answered, who is not is told so.
///
/// @param clients at once
/// @param queue requests that the server lets wait
/// @param whole accepted, and answered to the end
/// @param lost accepted, and not: the promise that was broken
/// @param refused with 429 and a time to come back
/// @param others status → how many of what is neither; 0 for no answer, 429 for one without a time
/// @param seconds until the last had its answer
record Overload(
        int clients,
        int queue,
        int whole,
        int lost,
        int refused,
        Map<Integer, Integer> others,
        double seconds) {

    /// @param server whose room is less than the clients
    static Overload measure(OurServer server, int queue, int clients, int maxTokens)
            throws IOException, InterruptedException {
        try (ServerProcess process = server.start();
                ServingClient client = new ServingClient(process.address(), maxTokens)) {
            long start = System.nanoTime();
            List<Served> served = new Crowd(client, clients, 0).askOnce();
            return of(clients, queue, served, (System.nanoTime() - start) / 1e9);
        }
    }

    static Overload of(int clients, int queue, List<Served> served, double seconds) {
        Map<Integer, Integer> others = new TreeMap<>();
        int whole = 0;
        int lost = 0;
        int refused = 0;
        for (Served each : served) {
            if (each.accepted()) {
                whole += each.whole() ? 1 : 0;
                lost += each.whole() ? 0 : 1;
            } else if (each.refused() && each.retryAfter()) {
                refused++;
            } else {
                others.merge(each.status(), 1, Integer::sum);
            }
        }
        return new Overload(clients, queue, whole, lost, refused, others, seconds);
    }

    /// Everybody got one of the two answers that are promised, and somebody each of them: else
    /// there was no overload.
    boolean isKept() {
        return lost == 0
                && others.isEmpty()
                && whole > 0
                && refused > 0
                && whole + refused == clients;
    }

    String markdown() {
        ReportText text = new ReportText();
        text.line("%d clients at once, %d may wait, %.1f s:", clients, queue, seconds);
        text.line("");
        text.line("| accepted and whole | accepted and lost | refused with Retry-After | other |");
        text.line("|---|---|---|---|");
        text.line(
                "| %d | %d | %d | %s |",
                whole, lost, refused, others.isEmpty() ? "0" : "by status " + others);
        return text.toString();
    }
}
