package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.bundled.Bundle;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.MalformedFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuronFactsTest {
    private static final String MODEL = "0".repeat(64);

    @TempDir private Path dir;

    @Test
    void theBundleKnowsEachOfItsHNeurons() throws Exception {
        Bundle bundle = Bundle.own();
        Probe probe = ProbeFile.read(bundle.probeFile());
        NeuronFacts facts =
                NeuronFacts.read(bundle.file("neurons.json"))
                        .withEffects(bundle.file("comply.json"), probe.from().modelSha256());
        assertThat(probe.hNeurons())
                .allSatisfy(neuron -> {
                    assertThat(facts.auroc(neuron)).isBetween(0.0, 1.0);
                    assertThat(facts.effect(neuron)).isBetween(-100.0, 100.0);
                });
    }

    @Test
    void anEffectIsTheMeanOverBenchmarksThatMeasuredIt() throws Exception {
        Path file =
                comply(
                        """
                        "each": {"benchmarks": [
                          {"neurons": [{"set": "1/5", "slope": {"perAlpha": 2}}, {"set": "0/7", "slope": {"perAlpha": -1}}]},
                          {"neurons": [{"set": "1/5", "slope": {"perAlpha": 4}}, {"set": "0/7", "slope": {"perAlpha": null}}]}
                        ]}\
                        """);
        assertThat(NeuronFacts.NONE.withEffects(file, MODEL).effects())
                .isEqualTo(Map.of(new NeuronId(1, 5), 3.0, new NeuronId(0, 7), -1.0));
    }

    @Test
    void aRunOnAnotherModelOrWithoutEachIsRefused() throws Exception {
        Path other = comply("\"each\": {\"benchmarks\": []}");
        assertThatThrownBy(() -> NeuronFacts.NONE.withEffects(other, "1".repeat(64)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("model.sha256");
        Path without = comply("\"each\": null");
        assertThatThrownBy(() -> NeuronFacts.NONE.withEffects(without, MODEL))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("each");
    }

    private Path comply(String each) throws Exception {
        return Files.writeString(
                dir.resolve("comply.json"),
                "{\"format\": \"candor-comply/1\", \"model\": {\"sha256\": \"%s\"}, %s}"
                        .formatted(MODEL, each));
    }
}
