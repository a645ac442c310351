package dev.candor.app.find;

import dev.candor.app.bundled.ModelSource;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.contribution.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `candor find` was asked.
///
/// @param model where the model comes from
/// @param questions files of training questions
/// @param evaluations files of questions to evaluate on only
/// @param out the run's folder
/// @param format name of the question format, empty to sniff it
/// @param perClass most questions kept of each class
/// @param samples replies sampled of each training question
/// @param consistent of them, how many must agree
/// @param temperature of sampling
/// @param topK of sampling
/// @param topP of sampling
/// @param maxTokens longest reply
/// @param seed of sampling, split, draws and bootstrap
/// @param promptStyle `auto`, `chat`, `bare` or `few-shot`
/// @param position that probe.json is made for
/// @param other which tokens make the other rows
/// @param cGrid values of C to try, ascending
/// @param draws random sets of neurons for each control
/// @param refits of the probe on resampled training answers
/// @param agreement questions of each evaluation set that are sampled as often as training
///   questions, to see whether the model agrees with itself
/// @param texts whether the report may quote questions and answers
/// @param width continuations that decode together
/// @param threads threads of the engine
/// @param judging who judges replies and finds their answers
/// @param sampler server that draws the samples, null for the own engine
/// @param replies a finished run whose replies need not be drawn again; null for none
/// @param labels of the answers that the one file of `questions` holds already (files of the
///   published pipeline); null if the questions are to be asked
public record FindOptions(
        ModelSource model,
        List<QuestionSource> questions,
        List<QuestionSource> evaluations,
        Path out,
        String format,
        int perClass,
        int samples,
        int consistent,
        float temperature,
        int topK,
        float topP,
        int maxTokens,
        long seed,
        String promptStyle,
        Position position,
        OtherTokens other,
        List<Double> cGrid,
        int draws,
        int refits,
        int agreement,
        boolean texts,
        int width,
        int threads,
        Judging judging,
        @Nullable SamplerOptions sampler,
        @Nullable Path replies,
        @Nullable Path labels) {
    public FindOptions {
        questions = List.copyOf(questions);
        evaluations = List.copyOf(evaluations);
        cGrid = List.copyOf(cGrid);
    }

    /// All files of questions, those to train on first.
    List<QuestionSource> sources() {
        return Stream.concat(questions.stream(), evaluations.stream()).toList();
    }
}
