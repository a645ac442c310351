package dev.candor.lab.corpus;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Names that belong together. The smallest speaks for all that are joined, whatever the order they
/// came in.
public final class Joined {
    private final Map<String, String> parents = new HashMap<>();

    /// Joins some names, and all that they are joined with.
    public void join(Collection<String> names) {
        String first = null;
        for (String name : names) {
            String other = of(name);
            if (first == null) {
                first = other;
            } else if (first.compareTo(other) < 0) {
                parents.put(other, first);
            } else {
                parents.put(first, other);
                first = other;
            }
        }
    }

    /// The name that speaks for this one; itself if it was never joined.
    public String of(String name) {
        String at = name;
        String up = parents.getOrDefault(at, at);
        while (!up.equals(at)) {
            at = up;
            up = parents.getOrDefault(at, at);
        }
        return at;
    }
}
