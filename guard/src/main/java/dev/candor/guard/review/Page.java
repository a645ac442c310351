package dev.candor.guard.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some items, oldest first.
///
/// @param next id to go on after, null at the end
public record Page(List<Item> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
