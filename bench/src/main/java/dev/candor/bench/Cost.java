package dev.candor.bench;

import org.jspecify.annotations.Nullable;

/// Something done with neurons in view, and the same thing without.
interface Cost extends AutoCloseable {
    /// @param name heading of its row
    /// @param parts what a time is divided by: steps, or 1
    /// @param isOverhead whether the ratio is told as the share that is added to 1
    /// @param most the ratio with ÷ without that is allowed, null where none is set
    /// @param pairs taken in a round
    record About(String name, int parts, boolean isOverhead, @Nullable Double most, int pairs) {}

    About about();

    /// One run. What both compute alike is in [Answer#first].
    Answer with();

    Answer without();

    @Override
    void close();
}
