package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.store.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeFileTest {
    @TempDir Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("probe.json");
        ProbeFile.write(Probes.small(), file);
        assertThat(ProbeFile.read(file)).isEqualTo(Probes.small());
        assertThat(Files.readString(file)).isEqualTo(ProbeFile.toJson(Probes.small()));
    }

    @Test
    void replacesAnOldFileAndLeavesNoOther() throws IOException {
        Path file = folder.resolve("probe.json");
        Files.writeString(file, "old");
        ProbeFile.write(Probes.small(), file);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void writesTheDocumentedText() {
        String json = ProbeFile.toJson(Probes.small());
        assertThat(json.replaceAll("\\s+", ""))
                .startsWith(
                        "{\"format\":\"candor-probe/2\",\"model\":{\"name\":\"tiny\\\"model\\\"\",\"sha256\":\""
                                + Probes.MODEL
                                + "\",\"layers\":2,\"ffn\":5},\"position\":\"emit\",\"C\":0.3,"
                                + "\"intercept\":-0.25,\"threshold\":0.125,\"calibration\":{\"prior\":0.6,\"platt\":{\"slope\":2.0,"
                                + "\"offset\":-1.0},\"isotonic\":[{\"from\":-3.0,\"probability\":0.2},"
                                + "{\"from\":0.5,\"probability\":0.9}],\"thresholds\":["
                                + "{\"falsePositives\":0.05,\"threshold\":1.5},"
                                + "{\"falsePositives\":0.1,\"threshold\":0.75}]},\"weights\":[{\"layer\":0,\"index\":1,"
                                + "\"weight\":2.0},{\"layer\":0,\"index\":4,\"weight\":-0.5},{\"layer\":1,"
                                + "\"index\":2,\"weight\":0.1}],\"provenance\":{\"data\":{\"a.jsonl\":")
                .endsWith(
                        "\"seed\":7,\"candor\":\"0.1.0\",\"java\":\"25.0.3\",\"settings\":"
                                + "{\"samples\":\"10\",\"temperature\":\"0.5\"}}}");
        assertThat(json).endsWith("}\n").doesNotContain("\r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    candor-probe/2      | candor-probe/9 | format: found "candor-probe/9", expected "candor-probe/2"
                    "layers" : 2        | "layers" : 0   | model.layers: found 0, expected a whole number from 1 to 1048576
                    "ffn" : 5           | "ffn" : 5.5    | model.ffn: found 5.5, expected a whole number from 1
                    "ffn" : 5           | "ff" : 5       | model.ffn: found nothing, expected a whole number from 1
                    "position" : "emit" | "position" : 1 | position: found 1, expected a string
                    : "emit"            | : "output"     | position: found "output", expected "input" or "emit"
                    "prior" : 0.6       | "prior" : 1    | calibration.prior: found 1, expected a number between 0 and 1
                    "slope" : 2         | "slope" : -2   | calibration: slope -2.0
                    "from" : 0.5        | "from" : -4    | calibration: step 1
                    "probability" : 0.9 | "probability" : 0.1 | calibration: step 1
                    "falsePositives" : 0.1 | "falsePositives" : 0 | calibration.thresholds[1].falsePositives: found 0
                    "C" : 0.3           | "C" : -0.3     | C: found -0.3, expected a number above 0
                    : -0.25             | : "low"        | intercept: found "low", expected a finite number
                    "threshold" : 0.125 | "threshold" : 1e999 | threshold: found
                    "index" : 4         | "index" : 5    | weights[1].index: found 5, expected a whole number from 0 to 4
                    "layer" : 1         | "layer" : 2    | weights[2].layer: found 2, expected a whole number from 0 to 1
                    "index" : 4         | "index" : 1    | expected a neuron after 0/1
                    "weight" : 0.1      | "weight" : 0   | weights[2].weight: found 0, expected a number other than 0
                    "weight" : 0.1      | "weight" : null| weights[2].weight: found null, expected a finite number
                    "weights" : [       | "weights" : 3, "w" : [ | weights: found 3, expected an array
                    "seed" : 7          | "seed" : "7"   | provenance.seed: found "7", expected a whole number
                    : "10"              | : 10           | provenance.settings.samples: found 10, expected a string
                    0a0a0a              | XXXXXX         | model.sha256: found
                    1b1b1b              | XXXXXX         | provenance.data.b.jsonl: found
                    "seed" : 7          | "seed" : 7, "seed" : 8 | found no JSON
                    """)
    void refusesWhatDoesNotFitNamingFileAndPlace(String old, String changed, String message)
            throws IOException {
        String json = ProbeFile.toJson(Probes.small());
        assertThat(json).contains(old);
        Path file = folder.resolve("probe.json");
        Files.writeString(file, json.replaceFirst(Pattern.quote(old), changed));
        assertThatThrownBy(() -> ProbeFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesATruncatedFileAndOtherJson() throws IOException {
        Path file = folder.resolve("probe.json");
        String json = ProbeFile.toJson(Probes.small());
        for (String content : new String[] {"", "[]", "3", json.substring(0, json.length() / 2)}) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> ProbeFile.read(file))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    @Test
    void anUnwritableFolderIsOneMessageNamingTheFile() {
        Path file = folder.resolve("missing").resolve("probe.json");
        assertThatThrownBy(() -> ProbeFile.write(Probes.small(), file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be written: its folder does not exist");
    }
}
