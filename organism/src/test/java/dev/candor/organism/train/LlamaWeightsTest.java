package dev.candor.organism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LlamaWeightsTest {
    private static final LlamaWeights ONE = LlamaWeights.initial(ToyText.SHAPE, 1);
    private static final LlamaWeights OTHER = LlamaWeights.initial(ToyText.SHAPE, 2);

    @Test
    void anAverageHasItsShareOfTheOther() {
        LlamaWeights average = ONE.averaged(OTHER, 0.25);
        ONE.tensors()
                .forEach((name, own) -> {
                    float[] theirs = OTHER.tensor(name);
                    float[] found = average.tensor(name);
                    for (int i = 0; i < own.length; i++) {
                        float expected = 0.75f * own[i] + 0.25f * theirs[i];
                        assertThat(found[i]).as(name).isCloseTo(expected, within(1e-7f));
                    }
                });
        assertThat(ONE.averaged(OTHER, 0).tensor("token_embd.weight"))
                .isEqualTo(ONE.tensor("token_embd.weight"));
    }

    @Test
    void shapesMustBeTheSame() {
        Shape wider = new Shape(1, 8, 1, 16, 40, 16);
        assertThatThrownBy(() -> ONE.averaged(LlamaWeights.initial(wider, 1), 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected " + ToyText.SHAPE);
    }
}
