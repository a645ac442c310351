package dev.candor.app.find;

import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionFormat;
import dev.candor.lab.store.RunRefusedException;
import dev.candor.lab.store.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that decides a run's result, as `run.json` keeps it: a run goes on only under the
/// settings it began with.
///
/// @param values setting → value, in the order to show them
public record RunSettings(Map<String, String> values) {
    public RunSettings {
        values = new LinkedHashMap<>(values);
    }

    /// @param judge who judges replies, see [Referee#described]
    static RunSettings of(
            FindOptions options,
            String modelHash,
            StudyQuestions study,
            String judge,
            String version) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", "candor-run/1");
        values.put("candor", version);
        values.put("model sha256", modelHash);
        values.put("questions", describe(study.trainingFiles(), options.questions()));
        values.put("evaluations", describe(study.evaluationFiles(), options.evaluations()));
        values.put("per class", "" + options.perClass());
        values.put("samples", "" + options.samples());
        values.put("consistent", "" + options.consistent());
        values.put("temperature", "" + options.temperature());
        values.put("top-k", "" + options.topK());
        values.put("top-p", "" + options.topP());
        values.put("max tokens", "" + options.maxTokens());
        values.put("seed", "" + options.seed());
        values.put("prompt style", options.promptStyle());
        values.put("position", options.position().label());
        values.put("other", options.other().label());
        values.put("C", options.cGrid().isEmpty() ? "auto" : options.cGrid().toString());
        values.put("draws", "" + options.draws());
        values.put("refits", "" + options.refits());
        values.put("agreement", options.agreement() + " of both verdicts");
        values.put("texts", options.texts() ? "in the report" : "left out");
        values.put("judge", judge);
        values.put("spans", options.judging().spans() ? "judge" : "rule");
        if (study.given() != null) {
            values.put("labels", "sha256 " + study.given().labels());
        }
        if (options.sampler() != null) {
            values.put("sampler", options.sampler().described());
        }
        return new RunSettings(values);
    }

    private static String describe(List<QuestionFile> files, List<QuestionSource> sources) {
        List<String> described = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            QuestionFile file = files.get(i);
            int limit = sources.get(i).limit();
            described.add(
                    file.source()
                            + (limit == Integer.MAX_VALUE ? "" : ":" + limit)
                            + " sha256 "
                            + file.sha256()
                            + " as "
                            + format(file.format()));
        }
        return String.join(", ", described);
    }

    private static String format(QuestionFormat format) {
        return format.label();
    }

    /// Writes the settings into a fresh folder, or checks that a used one began with the same.
    ///
    /// @throws RunRefusedException naming the first difference
    void claim(Path run) {
        SettingsFile.claim(run, values);
    }
}
