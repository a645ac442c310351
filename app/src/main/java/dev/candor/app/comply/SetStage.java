package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.lab.dial.Controls;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.dial.SetLoudness;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The H-neurons and the controls, drawn once and kept with how loud each is: what matched sets are
/// matched on is measured, and need not be again unless more sets are wanted.
///
/// @param counts sets of each control
/// @param loudness that matched controls are matched on
record SetStage(
        Probe probe, ControlCounts counts, long seed, Loudness loudness, Progress progress) {
    List<DrawnSet> sets(Path run) {
        List<String> wanted = new ArrayList<>(List.of(DialSet.Kind.H_NEURONS.label()));
        wanted.addAll(counts.names());
        try (RecordLog<DrawnSet> log = RecordLog.open(run.resolve("sets.jsonl"), DrawnSet.class)) {
            Map<String, DrawnSet> kept = byName(log.records());
            if (!wanted.stream().allMatch(name -> isWhole(kept.get(name)))) {
                for (DrawnSet drawn : draw()) {
                    DrawnSet before = kept.get(drawn.name());
                    requireSame(run, before, drawn);
                    if (!isWhole(before)) {
                        log.append(drawn);
                    }
                }
            }
            Map<String, DrawnSet> all = byName(log.records());
            return wanted.stream().map(name -> Objects.requireNonNull(all.get(name))).toList();
        }
    }

    /// Trials are kept by a set's name: it must not come to mean other neurons.
    private static void requireSame(Path run, @Nullable DrawnSet before, DrawnSet drawn) {
        if (before != null && !before.neurons().equals(drawn.neurons())) {
            throw new RunRefusedException(
                    run,
                    "has another %s than this build draws on this machine".formatted(drawn.name()),
                    "name another folder");
        }
    }

    private boolean isWhole(@Nullable DrawnSet set) {
        return set != null && (counts.counts().isEmpty() || set.loudness() != null);
    }

    /// The later of one name counts: H-neurons of a run without controls have no loudness until it
    /// gets some.
    private static Map<String, DrawnSet> byName(List<DrawnSet> sets) {
        Map<String, DrawnSet> byName = new HashMap<>();
        sets.forEach(set -> byName.put(set.name(), set));
        return byName;
    }

    private List<DrawnSet> draw() {
        float[] means = means();
        List<DialSet> sets = new ArrayList<>();
        sets.add(
                new DialSet(
                        DialSet.Kind.H_NEURONS.label(), DialSet.Kind.H_NEURONS, probe.hNeurons()));
        Controls controls = new Controls(probe);
        counts.counts()
                .forEach((kind, count) -> sets.addAll(controls.draw(kind, count, means, seed)));
        return sets.stream().map(set -> DrawnSet.of(set, loudness(set, means))).toList();
    }

    private @Nullable SetLoudness loudness(DialSet set, float[] means) {
        return means.length == 0
                ? null
                : SetLoudness.of(set.neurons(), probe.hNeurons(), probe.neurons(), means);
    }

    /// Empty where nothing is held against the H-neurons, or no prompt has room for a reply and
    /// nothing is matched either.
    private float[] means() {
        boolean matched = counts.counts().containsKey(DialSet.Kind.MATCHED);
        if (counts.counts().isEmpty() || (!matched && !loudness.canBeMeasured())) {
            return new float[0];
        }
        progress.say("measuring how loud neurons are, for controls");
        return loudness.means();
    }
}
