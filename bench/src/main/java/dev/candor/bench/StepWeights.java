package dev.candor.bench;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.FeedForward;
import dev.candor.engine.model.LayerWeights;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.SelfAttention;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The matrices that every step of a model multiplies with.
record StepWeights(List<Matrix> matrices) {
    static StepWeights of(Model model) {
        List<Matrix> all = new ArrayList<>();
        for (LayerWeights w : model.weights().layers()) {
            SelfAttention attention = w.attention();
            FeedForward ffn = w.feedForward();
            Stream.of(
                            attention.wQuery(),
                            attention.wKey(),
                            attention.wValue(),
                            attention.wOutput(),
                            ffn.wGate(),
                            ffn.wUp(),
                            ffn.wDown())
                    .filter(Objects::nonNull)
                    .forEach(each -> all.add(each.weight()));
        }
        all.add(model.weights().output().weight());
        return new StepWeights(all);
    }

    List<MemorySegment> data() {
        return matrices.stream().map(Matrix::data).toList();
    }

    long bytes() {
        return matrices.stream().mapToLong(m -> m.data().byteSize()).sum();
    }

    long flopsPerToken() {
        return matrices.stream().mapToLong(m -> 2L * m.rows() * m.columns()).sum();
    }

    /// The type of most weights. A file's quantisation is known by it: Q4_K_M is mostly Q4_K.
    TensorType mostly() {
        Map<TensorType, Long> counts = new EnumMap<>(TensorType.class);
        matrices.forEach(m -> counts.merge(m.type(), (long) m.rows() * m.columns(), Long::sum));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
