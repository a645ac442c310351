package dev.candor.guard.live;

import dev.candor.engine.forward.Logits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// How likely a token was under the model, before temperature and truncation.
///
/// @param logProbability ln p, in nats
/// @param likeliest the likeliest tokens in its place, likeliest first; empty unless asked for
public record Chance(double logProbability, List<Rival> likeliest) {
    /// A token that could have stood there.
    public record Rival(int id, double logProbability) {}

    public Chance {
        likeliest = List.copyOf(likeliest);
    }

    /// @param logits shape [vocabulary] from `from`
    /// @param rivals how many of the likeliest to name
    static Chance of(int token, float[] logits, int from, int vocabulary, int rivals) {
        double own = Logits.logProbability(logits, from, vocabulary, token);
        double zero = own - logits[from + token];
        PriorityQueue<Integer> best =
                new PriorityQueue<>(
                        Comparator.<Integer>comparingDouble(id -> logits[from + id])
                                .thenComparing(Comparator.reverseOrder()));
        for (int id = 0; id < vocabulary && rivals > 0; id++) {
            if (best.size() < rivals || logits[from + id] > logits[from + best.element()]) {
                best.add(id);
                if (best.size() > rivals) {
                    best.remove();
                }
            }
        }
        List<Rival> likeliest = new ArrayList<>();
        while (!best.isEmpty()) {
            int id = best.remove();
            likeliest.addFirst(new Rival(id, zero + logits[from + id]));
        }
        return new Chance(own, likeliest);
    }
}
