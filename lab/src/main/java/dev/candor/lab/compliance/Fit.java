package dev.candor.lab.compliance;

import java.util.List;

/// Items that are fit to be asked.
///
/// @param items in the order of the file
/// @param screening that chose them
public record Fit(List<Item> items, Screening screening) {
    public Fit {
        items = List.copyOf(items);
    }
}
