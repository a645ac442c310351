package dev.candor.engine.forward;

import dev.candor.engine.model.LayerWeights;
import dev.candor.engine.model.Rope;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rotation of each layer; layers that turn alike share a table.
final class RopeTables {
    private final Map<Rope, RopeTable> distinct = new IdentityHashMap<>();
    private final List<@Nullable RopeTable> layers = new ArrayList<>();

    RopeTables(List<LayerWeights> weights) {
        for (LayerWeights each : weights) {
            Rope rope = each.attention().rule().rope();
            layers.add(rope == null ? null : distinct.computeIfAbsent(rope, RopeTable::new));
        }
    }

    void ensure(int positions) {
        distinct.values().forEach(table -> table.ensure(positions));
    }

    /// Null for a layer that turns nothing.
    @Nullable RopeTable of(int layer) {
        return layers.get(layer);
    }
}
