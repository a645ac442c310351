package dev.candor.app.comply;

import dev.candor.lab.compliance.DialledSet;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.dial.DialSet;
import java.util.ArrayList;
import java.util.List;

/// The sets of a run and the α that each is set to.
///
/// @param sets the H-neurons first, then the controls
/// @param alphas of the H-neurons; controls have three of them
record Dials(List<DialSet> sets, Alphas alphas) {
    Dials {
        sets = List.copyOf(sets);
    }

    /// The H-neurons.
    DialSet hNeurons() {
        return sets.getFirst();
    }

    /// The sets as results know them.
    List<DialledSet> dialled() {
        return sets.stream()
                .map(set ->
                        new DialledSet(
                                set.name(),
                                set.kind().description(),
                                set.kind().isControl(),
                                of(set)))
                .toList();
    }

    /// α = 1 once for all, and every set at its other α.
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.untouched());
        for (DialSet set : sets) {
            for (double alpha : of(set)) {
                if (alpha != 1) {
                    settings.add(Setting.of(set.name(), alpha, set.gains(alpha)));
                }
            }
        }
        return settings;
    }

    private List<Double> of(DialSet set) {
        return set.kind().isControl() ? alphas.ofControls() : alphas.values();
    }
}
