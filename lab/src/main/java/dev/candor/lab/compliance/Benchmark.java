package dev.candor.lab.compliance;

import java.util.List;
import java.util.Map;

/// A set of items that tempt a model to go along with what it should not.
public sealed interface Benchmark
        permits FalsePremises, MisleadingContexts, Sycophancy, HarmfulRequests {
    /// Where the items come from.
    ///
    /// @param name of the file, without its folder
    /// @param sha256 of its bytes
    /// @param records in it
    /// @param leftOut why records gave no item → how many
    record Source(String name, String sha256, int records, Map<String, Integer> leftOut) {}

    /// What it is, in a few words.
    String title();

    /// What an item does that counts, in a few words; with an assessor, the assessor says.
    String measure();

    Source source();

    /// At least one.
    List<? extends Item> items();

    /// How outcomes are read, the one that verdicts rest on first.
    List<Reading> readings();

    /// Whether the untouched model is asked something before its items are fit to be asked.
    default boolean asksBeforehand() {
        return items().stream().anyMatch(item -> item.screen().isPresent());
    }
}
