package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.NeuronId;
import org.junit.jupiter.api.Test;

class NeuronColumnsTest {
    private final NeuronColumns columns = new NeuronColumns(3, 7);

    @Test
    void columnsRunThroughALayerBeforeTheNext() {
        assertThat(columns.count()).isEqualTo(21);
        assertThat(columns.neuron(0)).isEqualTo(new NeuronId(0, 0));
        assertThat(columns.neuron(13)).isEqualTo(new NeuronId(1, 6));
        assertThat(columns.column(new NeuronId(2, 6))).isEqualTo(20);
        for (int column = 0; column < 21; column++) {
            assertThat(columns.column(columns.neuron(column))).isEqualTo(column);
        }
    }

    @Test
    void refusesNeuronsAndColumnsTheModelDoesNotHave() {
        assertThatThrownBy(() -> columns.neuron(21)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> columns.column(new NeuronId(3, 0)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> columns.column(new NeuronId(0, 7)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new NeuronColumns(1 << 16, 1 << 16))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
