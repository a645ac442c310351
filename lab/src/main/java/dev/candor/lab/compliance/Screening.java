package dev.candor.lab.compliance;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What became of the items that the untouched model was asked about beforehand.
///
/// @param asked items, in the order of the draw as far as they were wanted; 0 where every item is
///   fit
/// @param unfit why items of these are not fit → how many
/// @param answers right answer → how many of the fit items have it, where it is one of two; empty
///   elsewhere
public record Screening(int asked, Map<String, Integer> unfit, Map<String, Integer> answers) {
    /// Where every item is fit.
    public static final Screening NONE = new Screening(0, Map.of(), Map.of());

    public Screening {
        // Sorted: a run that was cut off must end with the same result.
        unfit = Collections.unmodifiableMap(new TreeMap<>(unfit));
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    }
}
