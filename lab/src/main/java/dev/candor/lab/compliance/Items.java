package dev.candor.lab.compliance;

import dev.candor.lab.corpus.QuestionFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Collects the items of a file.
final class Items<T extends Item> {
    private final List<T> items = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();

    /// Takes an item, unless an earlier one has its id.
    void add(T item) {
        if (ids.add(item.id())) {
            items.add(item);
        } else {
            leaveOut("asked before");
        }
    }

    void leaveOut(String why) {
        leaveOut(why, 1);
    }

    /// @param count of records; none is no reason
    void leaveOut(String why, int count) {
        if (count > 0) {
            leftOut.merge(why, count, Integer::sum);
        }
    }

    Map<String, Integer> leftOut() {
        return leftOut;
    }

    /// @throws QuestionFileException if there is none
    List<T> of(Path file) {
        if (items.isEmpty()) {
            throw new QuestionFileException(
                    file, "gives no item (" + leftOut + "), expected at least one");
        }
        return List.copyOf(items);
    }
}
