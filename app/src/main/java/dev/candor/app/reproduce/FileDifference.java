package dev.candor.app.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How one JSON file of a repeated run differs from the published one, field by field.
///
/// @param file name of both
/// @param fields values of the published file that were compared
/// @param numbers those that are another number now
/// @param others those that are another text, or missing
/// @param added values that only the repeated file has
public record FileDifference(
        String file, int fields, List<Changed> numbers, List<Changed> others, int added) {

    /// A value that differs.
    ///
    /// @param place as [JsonFields] names it
    /// @param repeated `nothing` where it is missing
    public record Changed(String place, String published, String repeated) {
        /// |a − b| / max(1, |a|, |b|): the difference of what is small, the ratio of what is large.
        double size() {
            double a = Double.parseDouble(published);
            double b = Double.parseDouble(repeated);
            return Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        }
    }

    public FileDifference {
        numbers = List.copyOf(numbers);
        others = List.copyOf(others);
    }

    /// @param ignored places that are not compared, with all that lies below them
    static FileDifference of(
            String file, JsonFields published, JsonFields repeated, Set<String> ignored) {
        List<Changed> numbers = new ArrayList<>();
        List<Changed> others = new ArrayList<>();
        int fields = 0;
        for (String place : published.places(ignored)) {
            fields++;
            String before = published.text(place);
            String now = repeated.text(place);
            if (!before.equals(now)) {
                boolean isNumber = published.isNumber(place) && repeated.isNumber(place);
                (isNumber ? numbers : others).add(new Changed(place, before, now));
            }
        }
        List<String> added = new ArrayList<>(repeated.places(ignored));
        added.removeAll(published.places(ignored));
        return new FileDifference(file, fields, numbers, others, added.size());
    }

    /// Whether all that was published came out the same.
    public boolean isEqual() {
        return numbers.isEmpty() && others.isEmpty();
    }

    /// The number that moved most.
    public Optional<Changed> largest() {
        return numbers.stream().max(Comparator.comparingDouble(Changed::size));
    }
}
