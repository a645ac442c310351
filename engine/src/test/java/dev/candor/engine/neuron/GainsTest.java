package dev.candor.engine.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GainsTest {
    private static final NeuronId A = new NeuronId(1, 2);
    private static final NeuronId B = new NeuronId(3, 0);

    @Test
    void onlyTheNamedNeuronsOfTheirLayerAreScaled() {
        Gains gains = Gains.of(Map.of(A, 0.5f, B, 3f));
        float[] z = {9, 1, 2, 4, 8, 9};
        gains.apply(1, z, 1);
        assertThat(z).containsExactly(9, 1, 2, 2, 8, 9);
        gains.apply(3, z, 1);
        assertThat(z).containsExactly(9, 3, 2, 2, 8, 9);
        gains.apply(0, z, 1);
        gains.apply(2, z, 1);
        gains.apply(4, z, 1);
        assertThat(z).containsExactly(9, 3, 2, 2, 8, 9);
    }

    @Test
    void gainsOfOneAreNone() {
        assertThat(Gains.of(List.of(A, B), 1)).isSameAs(Gains.NONE);
        assertThat(Gains.of(Map.of(A, 1f))).isSameAs(Gains.NONE);
        assertThat(Gains.of(List.of(), 0)).isSameAs(Gains.NONE);
        assertThat(Gains.NONE.isNone()).isTrue();
        assertThat(Gains.of(List.of(A), 0).isNone()).isFalse();
        assertThat(Gains.of(Map.of(A, 1f, B, 2f))).isEqualTo(Gains.of(Map.of(B, 2f)));
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, -1e-9f, Float.NaN, Float.POSITIVE_INFINITY})
    void anImpossibleFactorIsRefused(float alpha) {
        assertThatThrownBy(() -> Gains.of(List.of(A), alpha))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("α must be 0 or more and finite, found " + alpha);
        assertThatThrownBy(() -> Gains.of(List.of(), alpha)).hasMessageStartingWith("α must be");
        assertThatThrownBy(() -> Gains.of(Map.of(A, 1f, B, alpha)))
                .hasMessageStartingWith("α must be");
    }

    @Test
    void equalGainsAreEqualWhateverTheOrder() {
        Gains gains = Gains.of(List.of(A, B), 2);
        assertThat(gains)
                .isEqualTo(Gains.of(List.of(B, A, B), 2))
                .hasSameHashCodeAs(Gains.of(Map.of(B, 2f, A, 2f)))
                .isNotEqualTo(Gains.of(List.of(A, B), 0))
                .isNotEqualTo(Gains.of(List.of(A), 2))
                .isNotEqualTo(Gains.NONE);
    }

    @Test
    void atMostLowersAndNeverRaises() {
        Gains gains = Gains.of(Map.of(A, 0.2f, B, 2f));
        assertThat(gains.atMost(List.of(A, B), 0.5f)).isEqualTo(Gains.of(Map.of(A, 0.2f, B, 0.5f)));
        assertThat(gains.atMost(List.of(A), 0)).isEqualTo(Gains.of(Map.of(A, 0f, B, 2f)));
        assertThat(Gains.NONE.atMost(List.of(A), 0.5f)).isEqualTo(Gains.of(List.of(A), 0.5f));
        assertThat(Gains.NONE.atMost(List.of(A), 3)).isEqualTo(Gains.NONE);
        assertThatThrownBy(() -> gains.atMost(List.of(A), Float.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNeuronOutsideAModelIsNamed() {
        Gains gains = Gains.of(List.of(A, B), 0);
        gains.requireShape(4, 3);
        assertThatThrownBy(() -> gains.requireShape(3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("neuron 3/0 is outside a model of 3 layers of 3");
        assertThatThrownBy(() -> gains.requireShape(4, 2))
                .hasMessage("neuron 1/2 is outside a model of 4 layers of 2");
    }

    @Test
    void aNeuronHasNoNegativePlace() {
        assertThatThrownBy(() -> new NeuronId(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NeuronId(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
