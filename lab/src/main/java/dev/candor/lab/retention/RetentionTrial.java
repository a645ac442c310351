package dev.candor.lab.retention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Measures several abilities under several gains, item by item. It keeps nothing: the caller
/// stores the outcomes, and hands back those of a study that was cut off.
///
/// @param parts one for each ability that is to be measured
/// @param selection of their items
public record RetentionTrial(List<RetentionPart> parts, Selection selection) {
    public RetentionTrial {
        parts = List.copyOf(parts);
        if (parts.stream().map(RetentionPart::ability).distinct().count() < parts.size()) {
            throw new IllegalArgumentException("two parts of a trial measure the same ability");
        }
    }

    /// Of all items.
    public RetentionTrial(List<RetentionPart> parts) {
        this(parts, Selection.ALL);
    }

    private List<String> items(RetentionPart part) {
        return part.items().stream().filter(item -> selection.has(part.ability(), item)).toList();
    }

    private record Key(Ability ability, String item, String setting) {}

    /// Outcomes that measuring these settings gives in all.
    public int outcomes(int settings) {
        return parts.stream().mapToInt(part -> items(part).size() * settings).sum();
    }

    /// How many of them are there already.
    ///
    /// @param done outcomes, of these settings and others
    public int held(List<Setting> settings, Collection<? extends RetentionOutcome> done) {
        Set<Key> known = keys(done);
        int held = 0;
        for (RetentionPart part : parts) {
            List<String> items = items(part);
            for (Setting setting : settings) {
                for (String item : items) {
                    held += known.contains(new Key(part.ability(), item, setting.name())) ? 1 : 0;
                }
            }
        }
        return held;
    }

    private static Set<Key> keys(Collection<? extends RetentionOutcome> done) {
        Set<Key> keys = new HashSet<>();
        for (RetentionOutcome outcome : done) {
            keys.add(new Key(outcome.ability(), outcome.item(), outcome.setting()));
        }
        return keys;
    }

    /// Measures what is not done yet, setting after setting.
    ///
    /// @param settings of different names
    /// @param done outcomes that are there already, of these settings and others
    /// @param told of each further outcome, once
    public void measure(
            List<Setting> settings,
            Collection<? extends RetentionOutcome> done,
            Consumer<? super RetentionOutcome> told) {
        if (settings.stream().map(Setting::name).distinct().count() < settings.size()) {
            throw new IllegalArgumentException("two settings have the same name");
        }
        Set<Key> known = keys(done);
        for (RetentionPart part : parts) {
            List<Attempt> open = new ArrayList<>();
            List<String> items = items(part);
            for (Setting setting : settings) {
                for (String item : items) {
                    if (!known.contains(new Key(part.ability(), item, setting.name()))) {
                        open.add(new Attempt(item, setting));
                    }
                }
            }
            part.measure(open, told);
        }
    }
}
