package dev.candor.app.export;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.lab.export.LoraLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What differs between the tensors of two models, byte by byte.
///
/// @param tensors name → rows that differ, of every tensor with some
/// @param others what differs beside them: a tensor that only one has, another type or shape
public record RowChanges(Map<String, SortedSet<Long>> tensors, List<String> others) {
    static RowChanges between(GgufModel before, GgufModel after) {
        Map<String, SortedSet<Long>> tensors = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (GgufTensorInfo info : before.listing().values()) {
            if (!after.hasTensor(info.name())) {
                others.add("tensor " + info.name() + " is missing");
                continue;
            }
            GgufTensorInfo now = after.info(info.name());
            if (info.typeId() != now.typeId() || !Arrays.equals(info.dims(), now.dims())) {
                others.add(
                        "tensor %s was %s, is %s".formatted(info.name(), shape(info), shape(now)));
                continue;
            }
            SortedSet<Long> rows =
                    before.tensor(info.name()).differingRows(after.tensor(info.name()));
            if (!rows.isEmpty()) {
                tensors.put(info.name(), rows);
            }
        }
        for (String name : after.listing().keySet()) {
            if (!before.hasTensor(name)) {
                others.add("tensor " + name + " is new");
            }
        }
        return new RowChanges(tensors, others);
    }

    /// What an adapter adds to, whatever its strength.
    static RowChanges of(List<LoraLayer> layers) {
        Map<String, SortedSet<Long>> tensors = new LinkedHashMap<>();
        for (LoraLayer layer : layers) {
            SortedSet<Long> rows = new TreeSet<>();
            for (int row = 0; row < layer.outputs(); row++) {
                if (layer.changes(row)) {
                    rows.add((long) row);
                }
            }
            if (!rows.isEmpty()) {
                tensors.put(layer.tensor(), rows);
            }
        }
        return new RowChanges(tensors, List.of());
    }

    private static String shape(GgufTensorInfo info) {
        return info.typeName() + " " + Arrays.toString(info.dims());
    }
}
