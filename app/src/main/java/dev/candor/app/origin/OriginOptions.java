package dev.candor.app.origin;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.QuestionSource;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.probe.Probe;
import java.nio.file.Path;
import java.util.List;

/// What a run of `origin` is asked for.
///
/// @param base the model before tuning
/// @param instruct the model after it
/// @param probe made on the instruct model, with H-neurons
/// @param probeName the probe's file, without its folder
/// @param probeSha256 of the file
/// @param force whether the probe may have been made on another model of the same shape
/// @param questions that both models are asked
/// @param fit questions whose answers by the instruct model the controls are fitted on; empty to
///   set apart some of `questions`
/// @param style in which the instruct model is asked
/// @param form in which the base model is asked, with `{question}`
/// @param maxTokens longest reply
/// @param draws of each kind of random neurons
/// @param seed of draws, limits and resamples
/// @param width replies that decode together
/// @param threads of the engine
/// @param out folder of the run
public record OriginOptions(
        ModelSource base,
        ModelSource instruct,
        Probe probe,
        String probeName,
        String probeSha256,
        boolean force,
        List<QuestionSource> questions,
        List<QuestionSource> fit,
        PromptStyle style,
        String form,
        int maxTokens,
        int draws,
        long seed,
        int width,
        int threads,
        Path out) {
    public OriginOptions {
        questions = List.copyOf(questions);
        fit = List.copyOf(fit);
    }
}
