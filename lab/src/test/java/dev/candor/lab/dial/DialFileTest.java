package dev.candor.lab.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.OtherModelException;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.store.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialFileTest {
    private static final String MODEL = "0a".repeat(32);

    private static final Dial DIAL =
            new Dial(
                    new NeuronColumns(2, 5),
                    new TreeMap<>(Map.of(new NeuronId(1, 4), 2.5, new NeuronId(0, 3), 0.0)),
                    "3d".repeat(32),
                    new Provenance(
                            "tiny \"model\"",
                            MODEL,
                            Map.of("a.csv", "2c".repeat(32)),
                            7,
                            "0.1.0",
                            "25.0.3",
                            Map.of("groups", "2")));

    @TempDir private Path folder;

    @Test
    void aDialReadAgainIsTheSame() throws IOException {
        Path file = folder.resolve("dial.json");
        Files.writeString(file, DialFile.toJson(DIAL));
        assertThat(DialFile.read(file)).isEqualTo(DIAL);
        assertThat(DialFile.toJson(DIAL)).endsWith("}\n");
    }

    @Test
    void itsGainsAreItsFactors() {
        assertThat(DIAL.gains())
                .isEqualTo(Gains.of(Map.of(new NeuronId(0, 3), 0f, new NeuronId(1, 4), 2.5f)));
    }

    @Test
    void itIsForOneModelOnly() {
        DIAL.binding().requireModel(MODEL);
        DIAL.binding().requireShape(2, 5);
        assertThatThrownBy(() -> DIAL.binding().requireModel("4e".repeat(32)))
                .isInstanceOf(OtherModelException.class)
                .hasMessageStartingWith("the dial was made on tiny \"model\", sha256 0a0a");
        assertThatThrownBy(() -> DIAL.binding().requireShape(3, 5))
                .hasMessage("the dial was made on 2 layers of 5 neurons; this model has 3 of 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    candor-dial/1    | candor-dial/9  | format: found "candor-dial/9", expected "candor-dial/1"
                    "layers" : 2     | "layers" : 0   | model.layers: found 0, expected a whole number from 1 to 1048576
                    "index" : 4      | "index" : 5    | neurons[1].index: found 5, expected a whole number from 0 to 4
                    "layer" : 1      | "layer" : -1   | neurons[1].layer: found -1, expected a whole number from 0 to 1
                    "alpha" : 2.5    | "alpha" : -2.5 | neurons[1].alpha: found -2.5, expected a factor from 0 to 1000
                    "alpha" : 2.5    | "alpha" : 1e9  | neurons[1].alpha: found
                    "alpha" : 2.5    | "alpha" : "2"  | neurons[1].alpha: found "2", expected a finite number
                    "neurons" : [    | "neurons" : [], "others" : [ | neurons: found [], expected at least one
                    "neurons" : [    | "neurons" : 3, "others" : [ | neurons: found 3, expected an array
                    3d3d3d           | XXXXXX         | probe.sha256: found
                    0a0a0a           | XXXXXX         | model.sha256: found
                    "seed" : 7       | "seed" : "7"   | provenance.seed: found "7", expected a whole number
                    "seed" : 7       | "seed" : 7, "seed" : 8 | found no JSON
                    """)
    void refusesWhatDoesNotFitNamingFileAndPlace(String old, String changed, String message)
            throws IOException {
        String json = DialFile.toJson(DIAL);
        assertThat(json).contains(old);
        Path file = folder.resolve("dial.json");
        Files.writeString(file, json.replaceFirst(Pattern.quote(old), changed));
        assertThatThrownBy(() -> DialFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aNeuronNamedTwiceIsRefused() throws IOException {
        Path file = folder.resolve("dial.json");
        Files.writeString(
                file,
                DialFile.toJson(DIAL)
                        .replace("\"layer\" : 1", "\"layer\" : 0")
                        .replace("\"index\" : 4", "\"index\" : 3"));
        assertThatThrownBy(() -> DialFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("neurons[1]: found")
                .hasMessageContaining("expected neuron 0/3 once only");
    }

    @Test
    void aDialWithoutNeuronsOrOutsideItsModelCannotBeMade() {
        for (Map<NeuronId, Double> alphas :
                List.of(
                        Map.<NeuronId, Double>of(),
                        Map.of(new NeuronId(2, 0), 1.0),
                        Map.of(new NeuronId(0, 0), 1001.0))) {
            assertThatThrownBy(() ->
                            new Dial(
                                    DIAL.neurons(),
                                    new TreeMap<>(alphas),
                                    DIAL.probeSha256(),
                                    DIAL.from()))
                    .isInstanceOfAny(
                            IllegalArgumentException.class, IndexOutOfBoundsException.class);
        }
    }
}
