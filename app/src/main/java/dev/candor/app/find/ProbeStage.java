package dev.candor.app.find;

import dev.candor.engine.forward.PromptCache;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.store.RunLock;
import java.nio.file.Path;
import java.util.List;

final class ProbeStage {
    private final FindOptions options;
    private final LoadedModel loaded;
    private final Progress progress;
    private final Path run;

    ProbeStage(
            FindOptions options,
            LoadedModel loaded,
            String version,
            Progress progress,
            Path run,
            StudyQuestions study,
            RunSettings settings,
            RunLock lock) {
        this.options = options;
        this.loaded = loaded;
        this.progress = progress;
        this.run = run;
    }

    FindResult run(
            PromptCalibration.Result style,
            Prompter prompter,
            PromptCache cache,
            FindRun.Collected collected) {
        var config = loaded.model().config();
        try (ContributionCapture capture =
                new ContributionCapture(
                        loaded.model(),
                        loaded.session(),
                        loaded.tokenizer(),
                        cache.tokens(),
                        options.other())) {
            List<ContributionStage.AnswerRows> rows =
                    ContributionStage.run(
                            run,
                            collected.items(),
                            capture,
                            prompter,
                            Math.multiplyExact(config.layers(), config.ffn()),
                            progress);
            progress.say(rows.size() + " answers");
        }
        throw new UnsupportedOperationException("probe");
    }
}
