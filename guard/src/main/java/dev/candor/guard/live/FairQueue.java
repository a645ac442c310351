package dev.candor.guard.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Takes turns between askers, and is first come, first served for each of them. For one thread at
/// a time.
final class FairQueue<T> {
    /// Whose turn is next comes first; nobody's queue is empty.
    private final LinkedHashMap<String, ArrayDeque<T>> queues = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    void add(String asker, T item) {
        queues.computeIfAbsent(asker, any -> new ArrayDeque<>()).add(item);
        size++;
    }

    @Nullable T poll() {
        if (size == 0) {
            return null;
        }
        Map.Entry<String, ArrayDeque<T>> first = queues.pollFirstEntry();
        ArrayDeque<T> own = first.getValue();
        T item = own.remove();
        if (!own.isEmpty()) {
            queues.put(first.getKey(), own);
        }
        size--;
        return item;
    }

    /// Removes those that a predicate holds for.
    ///
    /// @return them
    List<T> removeIf(Predicate<T> leaves) {
        List<T> left = new ArrayList<>();
        for (ArrayDeque<T> own : queues.values()) {
            own.removeIf(item -> {
                boolean gone = leaves.test(item);
                if (gone) {
                    left.add(item);
                }
                return gone;
            });
        }
        queues.values().removeIf(ArrayDeque::isEmpty);
        size -= left.size();
        return left;
    }
}
