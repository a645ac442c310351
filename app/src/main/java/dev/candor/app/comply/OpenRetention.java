package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.report.RetentionReport;
import dev.candor.lab.retention.RetentionPart;
import dev.candor.lab.retention.RetentionTrial;
import dev.candor.lab.retention.Selection;
import dev.candor.lab.retention.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run's abilities under measurement.
///
/// @param log of what was measured, open until this is closed
/// @param parts to measure
/// @param known what the known questions are, if any
/// @param answered the known questions
record OpenRetention(
        RetentionLog log,
        List<RetentionPart> parts,
        RetentionReport.@Nullable Known known,
        List<Question> answered,
        Progress progress)
        implements AutoCloseable {
    /// Measures what is missing.
    void measure(String title, List<Setting> settings, Selection items) {
        RetentionTrial trial = new RetentionTrial(parts, items);
        int total = trial.outcomes(settings.size());
        if (total == 0) {
            return;
        }
        try (Progress.Stage stage = progress.stage(title, total)) {
            int[] done = {trial.held(settings, log.outcomes())};
            trial.measure(
                    settings,
                    log.outcomes(),
                    outcome -> {
                        log.append(outcome);
                        stage.step(++done[0]);
                    });
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
