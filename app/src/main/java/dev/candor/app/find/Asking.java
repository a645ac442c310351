package dev.candor.app.find;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.PromptCache;
import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.KnownReplies;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Response;
import dev.candor.lab.store.RecordLog;

/// How a run puts its questions to the model, in one style.
///
/// @param cache of what the prompts begin with
/// @param samples what draws the replies
/// @param known replies that need not be drawn
record Asking(
        FindOptions options,
        Judge judge,
        Prompter prompter,
        PromptCache cache,
        SampleSource samples,
        KnownReplies known) {
    /// Draws into a log.
    Collector collector(RecordLog<Response> log) {
        GenerateOptions sampling =
                new GenerateOptions(
                        options.maxTokens(),
                        options.temperature(),
                        options.topK(),
                        options.topP(),
                        prompter.stop(),
                        0);
        return new Collector(
                samples.drawing(cache), prompter, judge, log, known, sampling, options.seed());
    }
}
