package dev.candor.app.origin;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.QuestionSource;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.probe.Probe;
import java.nio.file.Path;
import java.util.List;

/// What a run of `twins` is asked for.
///
/// @param a one model and its probe
/// @param b the other and its own
/// @param force whether the probes may have been made on other models of the same shape
/// @param questions that both models are asked
/// @param style in which they are asked
/// @param maxTokens longest reply
/// @param draws of random maps
/// @param sizes of noise, ‖E‖ / ‖W‖
/// @param noiseDraws of each size
/// @param seed of draws, limits and resamples
/// @param width replies that decode together
/// @param threads of the engine
/// @param out folder of the run
public record TwinsOptions(
        Twin a,
        Twin b,
        boolean force,
        List<QuestionSource> questions,
        PromptStyle style,
        int maxTokens,
        int draws,
        List<Double> sizes,
        int noiseDraws,
        long seed,
        int width,
        int threads,
        Path out) {
    /// One of the two.
    ///
    /// @param probe with H-neurons
    /// @param probeName the probe's file, without its folder
    /// @param probeSha256 of the file
    public record Twin(ModelSource model, Probe probe, String probeName, String probeSha256) {}

    public TwinsOptions {
        questions = List.copyOf(questions);
        sizes = List.copyOf(sizes);
    }

    AskedModel.How how() {
        return new AskedModel.How(out, maxTokens, width, seed);
    }
}
