package dev.candor.organism.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Chance from a seed. Each use has a stream of its own, by name, so that changing one part of the
/// world leaves the others as they were.
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed, String use) {
        long mixed = new SplittableRandom(seed).nextLong();
        for (int i = 0; i < use.length(); i++) {
            mixed = new SplittableRandom(mixed ^ use.charAt(i)).nextLong();
        }
        random = new SplittableRandom(mixed);
    }

    /// A number from 0 to `bound` − 1.
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// True with the given probability.
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// One of them, all equally likely.
    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /// One of them that is not `other`; there must be one.
    public <T> T pickOther(List<T> from, T other) {
        T picked = pick(from);
        while (picked.equals(other)) {
            picked = pick(from);
        }
        return picked;
    }

    /// A shuffled copy.
    public <T> List<T> shuffled(List<T> items) {
        List<T> copy = new ArrayList<>(items);
        for (int i = copy.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T moved = copy.get(i);
            copy.set(i, copy.get(j));
            copy.set(j, moved);
        }
        return copy;
    }
}
