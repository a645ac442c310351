package dev.candor.app.comply;

import dev.candor.lab.dial.Controls;
import dev.candor.lab.dial.DialSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many sets of each control are drawn.
///
/// @param counts kind → sets, at least 1
public record ControlCounts(Map<DialSet.Kind, Integer> counts) {
    private static final int MOST = 100;

    public ControlCounts {
        counts = new EnumMap<>(counts);
    }

    /// `KIND:N,…`, or `none`.
    ///
    /// @throws IllegalArgumentException if the text is no such list
    public static ControlCounts parse(String text) {
        Map<DialSet.Kind, Integer> counts = new EnumMap<>(DialSet.Kind.class);
        if (!text.strip().equals("none")) {
            for (String part : text.split(",", -1)) {
                String[] sides = part.strip().split(":", -1);
                if (sides.length != 2 || !sides[1].matches("[1-9][0-9]{0,2}")) {
                    throw refused(text);
                }
                int sets = Integer.parseInt(sides[1]);
                if (sets > MOST || counts.put(DialSet.Kind.control(sides[0]), sets) != null) {
                    throw refused(text);
                }
            }
        }
        return new ControlCounts(counts);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "--controls is '%s', expected KIND:N with commas between them, each kind once, N from 1 to %d; or none"
                        .formatted(text, MOST));
    }

    /// Names of the sets.
    List<String> names() {
        List<String> names = new ArrayList<>();
        counts.forEach((kind, sets) -> names.addAll(Controls.names(kind, sets)));
        return names;
    }

    /// As settings record them: of every kind how many.
    Map<String, String> described() {
        Map<String, String> values = new LinkedHashMap<>();
        for (DialSet.Kind kind : DialSet.Kind.values()) {
            if (kind.isControl()) {
                values.put(kind.label() + " controls", "" + counts.getOrDefault(kind, 0));
            }
        }
        return values;
    }
}
