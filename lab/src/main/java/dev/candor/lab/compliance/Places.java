package dev.candor.lab.compliance;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many items a screening still takes. Where items have one of two right answers it takes as
/// many of each, and of one more only what the other could not fill: a larger number of places then
/// holds every item that a smaller one does.
final class Places {
    private final SortedMap<String, Integer> open = new TreeMap<>();
    private int left;

    /// @param all items there are
    /// @param limit most to take
    Places(List<? extends Item> all, int limit) {
        this.left = limit;
        List<String> answers = all.stream().map(Item::answer).distinct().sorted().toList();
        for (int i = 0; i < answers.size(); i++) {
            // All of them may be taken, or each answer has its share, the first the odd place.
            open.put(
                    answers.get(i),
                    limit >= all.size()
                            ? limit
                            : (limit + answers.size() - 1 - i) / answers.size());
        }
    }

    boolean areOpen() {
        return left > 0 && open.values().stream().anyMatch(places -> places > 0);
    }

    boolean areOpenTo(Item item) {
        return left > 0 && open.getOrDefault(item.answer(), 0) > 0;
    }

    int left() {
        return left;
    }

    void take(Item item) {
        left--;
        open.merge(item.answer(), -1, Integer::sum);
    }

    /// Opens what is left to every item.
    void share() {
        open.replaceAll((answer, places) -> left);
    }
}
