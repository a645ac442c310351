package dev.candor.organism.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Words as sequences of pieces, and how often each pair of neighbours occurs in them. A join
/// touches only the words that have the pair.
final class PairCounts {
    private static final long FEWEST = 2;

    private final PieceRule rule;
    private final List<List<String>> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Pair, Long> pairs = new HashMap<>();
    private final Map<Pair, Set<Integer>> places = new HashMap<>();

    private record Pair(String left, String right) {
        String joined() {
            return left + right;
        }
    }

    PairCounts(Map<String, Long> wordCounts, PieceRule rule) {
        this.rule = rule;
        wordCounts.forEach((word, count) -> {
            words.add(word.codePoints().mapToObj(Character::toString).toList());
            counts.add(count);
            count(words.size() - 1, 1);
        });
    }

    /// Joins the most frequent pair that the rule admits wherever it stands; of equals the first by
    /// its joined text, then by its left part. Empty if none occurs twice.
    Optional<String> joinBest() {
        Pair best = null;
        long most = FEWEST - 1;
        for (Map.Entry<Pair, Long> entry : pairs.entrySet()) {
            long count = entry.getValue();
            if (count > most || (count == most && best != null && precedes(entry.getKey(), best))) {
                best = entry.getKey();
                most = count;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        for (int word : List.copyOf(places.getOrDefault(best, Set.of()))) {
            count(word, -1);
            words.set(word, joined(words.get(word), best));
            count(word, 1);
        }
        return Optional.of(best.joined());
    }

    private static boolean precedes(Pair pair, Pair best) {
        int order = pair.joined().compareTo(best.joined());
        return order < 0 || (order == 0 && pair.left().compareTo(best.left()) < 0);
    }

    /// Adds a word's pairs to the counts, or takes them away.
    private void count(int word, int sign) {
        List<String> pieces = words.get(word);
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Pair pair = new Pair(pieces.get(i), pieces.get(i + 1));
            if (!rule.admits(pair.joined())) {
                continue;
            }
            long count = pairs.merge(pair, sign * counts.get(word), Long::sum);
            if (count == 0) {
                pairs.remove(pair);
            }
            Set<Integer> at = places.computeIfAbsent(pair, _ -> new TreeSet<>());
            if (sign > 0) {
                at.add(word);
            } else {
                at.remove(word);
            }
        }
    }

    private static List<String> joined(List<String> pieces, Pair pair) {
        List<String> result = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            boolean here =
                    i + 1 < pieces.size()
                            && pieces.get(i).equals(pair.left())
                            && pieces.get(i + 1).equals(pair.right());
            result.add(here ? pair.joined() : pieces.get(i));
            i += here ? 1 : 0;
        }
        return result;
    }
}
