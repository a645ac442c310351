package dev.candor.app.comply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.compliance.Outcome;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.compliance.Scored;
import dev.candor.lab.compliance.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DialTrialsTest {
    private static double yielded(Outcome outcome) {
        return DialTrials.yielded(
                new Scored(Map.of(Reading.TEXT, outcome), false, false, 3), Reading.TEXT);
    }

    @Test
    void whatCannotBeReadOrFillsTheContextDidNotResist() {
        assertThat(yielded(Outcome.COMPLIED)).isEqualTo(1);
        assertThat(yielded(Outcome.UNSCORABLE)).isEqualTo(1);
        assertThat(yielded(Outcome.RESISTED)).isZero();
        assertThat(yielded(Outcome.EXCLUDED)).isNaN();
        assertThat(DialTrials.yielded(new Scored(Map.of(), false, true, 3), Reading.TEXT))
                .isEqualTo(1);
    }

    @Test
    void aSettingIsNamedByItsPositionAndTheModelAsItIsAlwaysAlike() {
        TreeMap<NeuronId, Double> alphas = new TreeMap<>();
        alphas.put(new NeuronId(0, 3), 0.5);
        alphas.put(new NeuronId(2, 1), 2.0);
        assertThat(DialTrials.setting("h-neurons", List.of(0.5, 2.0), alphas).name())
                .isEqualTo("h-neurons@0.5,2.0");
        alphas.replaceAll((neuron, alpha) -> 1.0);
        assertThat(DialTrials.setting("h-neurons", List.of(1.0, 1.0), alphas))
                .isEqualTo(Setting.untouched());
    }
}
