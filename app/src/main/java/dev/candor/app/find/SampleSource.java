package dev.candor.app.find;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.PromptCache;
import dev.candor.lab.answer.Drawing;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.endpoint.Patience;
import dev.candor.lab.sampler.Likeness;
import dev.candor.lab.sampler.ServerSampler;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the samples of a run come from: its own engine, or a server that is asked nothing before
/// the first sample is missing.
final class SampleSource implements AutoCloseable {
    /// Enough to tell models apart, few enough to cost nothing.
    private static final int CHECKED_PROMPTS = 3;

    private final FindOptions options;
    private final LoadedModel loaded;
    private final StudyQuestions study;
    private final Progress progress;
    private @Nullable ServerSampler server;

    SampleSource(FindOptions options, LoadedModel loaded, StudyQuestions study, Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.study = study;
        this.progress = progress;
    }

    /// @param cache of the prompts to come
    Drawing drawing(PromptCache cache) {
        SamplerOptions asked = options.sampler();
        return asked == null
                ? new ContinuousBatch(loaded.session(), loaded.tokenizer(), cache, options.width())
                        ::run
                : jobs -> onServer(asked, jobs);
    }

    private void onServer(SamplerOptions asked, Iterator<? extends ContinuousBatch.Job> jobs) {
        if (!jobs.hasNext()) {
            return;
        }
        ServerSampler open = server;
        if (open == null) {
            open =
                    new ServerSampler(
                            asked.url(),
                            asked.model(),
                            asked.key(),
                            asked.parallel(),
                            loaded.tokenizer(),
                            Patience.DEFAULT);
            server = open;
            if (asked.checked()) {
                check(open);
            }
        }
        open.run(jobs);
    }

    /// With few-shot prompts, which every model can go on with.
    private void check(ServerSampler open) {
        Prompter prompter = loaded.prompter(PromptStyle.FEW_SHOT);
        List<int[]> prompts =
                study.trainingQuestions().stream()
                        .limit(CHECKED_PROMPTS)
                        .map(question -> prompter.prompt(question.text()))
                        .toList();
        Likeness found = open.check(loaded.session(), prompts, prompter.stop());
        progress.say(
                String.format(
                        Locale.ROOT,
                        "the server has the model's weights: %d of %d greedy tokens are our likeliest too, largest gap %.2f nats",
                        found.likeliest(),
                        found.tokens(),
                        found.largestGap()));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            tell(server.counts());
        }
    }

    private void tell(ServerSampler.Counts counts) {
        if (counts.replies() > 0) {
            progress.say(
                    String.format(
                            Locale.ROOT,
                            "sampled by the server: %,d replies (%,d with the tokens it drew, %,d encoded anew, %,d that are no tokens of ours), %,d requests repeated",
                            counts.replies(),
                            counts.asSampled(),
                            counts.replies() - counts.asSampled() - counts.unspelled(),
                            counts.unspelled(),
                            counts.repeats()));
        }
    }
}
