package dev.candor.app.reproduce;

import dev.candor.app.find.NotReproducibleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What a comparison reads of a run's folder.
final class RunResults {
    /// A score on a set.
    ///
    /// @param auroc NaN, as the bounds of its interval are, where there is none
    record Score(double auroc, double low, double high) {}

    private final Path run;

    RunResults(Path run) {
        this.run = run;
    }

    /// A JSON file; nothing where there is none.
    ///
    /// @throws NotReproducibleException if it is damaged
    JsonNode json(String name) throws IOException {
        Path file = run.resolve(name);
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new NotReproducibleException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /// C of the probe, NaN without one.
    double c() throws IOException {
        return number(json("probe.json").path("C"));
    }

    /// The neurons with a weight above zero, as `layer/index`.
    Set<String> hNeurons() throws IOException {
        Set<String> neurons = new LinkedHashSet<>();
        for (JsonNode weight : json("probe.json").path("weights")) {
            if (number(weight.path("weight")) > 0) {
                neurons.add(
                        weight.path("layer").asString("")
                                + "/"
                                + weight.path("index").asString(""));
            }
        }
        return neurons;
    }

    /// All scores of the report by set and kind, `test h-neurons-input`, in its order.
    Map<String, Score> scores() throws IOException {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (JsonNode set : json("report.json").path("evaluations")) {
            for (JsonNode score : set.path("scores")) {
                JsonNode evaluation = score.path("evaluation");
                JsonNode interval = evaluation.path("aurocInterval");
                scores.put(
                        set.path("set").asString("") + " " + score.path("kind").asString(""),
                        new Score(
                                number(evaluation.path("auroc")),
                                number(interval.path("low")),
                                number(interval.path("high"))));
            }
        }
        return scores;
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }
}
