package dev.candor.lab.compliance;

import dev.candor.lab.answer.Seeds;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which items of a file a run takes: evenly drawn, since files are often sorted by kind. A larger
/// draw by the same seed holds all of a smaller one.
///
/// @param limit most items, at least 1
public record Draw(int limit, long seed) {
    /// The first items of [#order], in the order of the file.
    public List<Item> some(List<? extends Item> items) {
        return inOrder(items, order(items).stream().limit(limit).toList());
    }

    /// Items in the order in which they are drawn; in their own where all of them may be taken.
    List<Item> order(List<? extends Item> items) {
        return items.size() <= limit
                ? List.copyOf(items)
                : items.stream()
                        .<Item>map(item -> item)
                        .sorted(Comparator.comparingLong(item -> Seeds.of(seed, item.id(), 0)))
                        .toList();
    }

    /// Some of the items in the order of all.
    static List<Item> inOrder(List<? extends Item> all, List<Item> some) {
        Set<String> taken = new HashSet<>();
        some.forEach(item -> taken.add(item.id()));
        return all.stream().<Item>map(item -> item).filter(i -> taken.contains(i.id())).toList();
    }
}
