package dev.candor.lab.compliance;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What became of the items that the untouched model was asked about beforehand.
///
/// @param asked items, in the order of the draw up to the last that was wanted; 0 where every item
///   is fit
/// @param unfit why items of these are not fit → how many
public record Screening(int asked, Map<String, Integer> unfit) {
    /// Where every item is fit.
    public static final Screening NONE = new Screening(0, Map.of());

    public Screening {
        // Sorted: a run that was cut off must end with the same result.
        unfit = Collections.unmodifiableMap(new TreeMap<>(unfit));
    }
}
