package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    private static List<Bar> bars(TensorType type) {
        return Workload.table().stream().map(workload -> Bar.of(type, workload)).toList();
    }

    @Test
    void everyTypeOfTheTableHasItsBars() {
        assertThat(bars(TensorType.Q8_0))
                .containsExactly(new Bar(1.6, 2.0), new Bar(1.0, 1.2), new Bar(1.4, 2.0));
        assertThat(bars(TensorType.Q4_0))
                .containsExactly(new Bar(0.85, 1.2), new Bar(0.95, 1.1), new Bar(0.75, 1.2));
    }

    @Test
    void kQuantsHaveNoneForManySequences() {
        assertThat(bars(TensorType.Q4_K))
                .containsExactly(new Bar(0.9, 1.2), new Bar(0.9, 1.1), null)
                .isEqualTo(bars(TensorType.Q6_K));
    }

    @Test
    void otherTypesAndOtherSizesHaveNone() {
        assertThat(bars(TensorType.IQ2_XXS)).containsOnlyNulls();
        assertThat(Bar.of(TensorType.Q8_0, Workload.prefill(32))).isNull();
        assertThat(Bar.of(TensorType.Q8_0, Workload.decode(3, 8))).isNull();
    }

    @Test
    void aRatioMeetsTheBarTheStretchOrNothing() {
        assertThat(List.of(0.99, 1.0, 1.2))
                .extracting(new Bar(1.0, 1.2)::met)
                .containsExactly("no", "yes", "stretch");
    }

    @Test
    void aFileIsNamedByTheTypeOfMostWeights() {
        try (Model model =
                TinyModels.llama(
                        TinyModels.type(TensorType.Q8_0),
                        TinyModels.width(64),
                        TinyModels.ffn(96))) {
            assertThat(StepWeights.of(model).mostly()).isEqualTo(TensorType.Q8_0);
        }
    }
}
