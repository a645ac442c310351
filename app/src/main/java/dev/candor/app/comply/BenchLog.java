package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.lab.compliance.Conversations;
import dev.candor.lab.compliance.Fit;
import dev.candor.lab.compliance.Study;
import dev.candor.lab.compliance.Trial;
import dev.candor.lab.store.RecordLog;

/// A benchmark with the log of its trials.
///
/// @param log open until this is closed
record BenchLog(Bench bench, Study study, Conversations conversations, RecordLog<Trial> log)
        implements AutoCloseable {
    static BenchLog open(Desk desk, Subject subject, Bench bench) {
        RecordLog<Trial> log =
                RecordLog.open(
                        desk.run().resolve("trials-" + bench.name() + ".jsonl"), Trial.class);
        Conversations conversations =
                new Conversations(
                        subject.loaded().session(),
                        subject.loaded().tokenizer(),
                        subject.prompter()::prompt,
                        subject.prompter().stop(),
                        desk.options().width(),
                        desk.options().seed(),
                        log);
        Study study =
                new Study(
                        bench.name(),
                        bench.benchmark(),
                        bench.draw(),
                        desk.assessors().of(bench.kind()),
                        conversations);
        return new BenchLog(bench, study, conversations, log);
    }

    /// Items that are fit to be asked. How many are screened until there are enough is not known
    /// before, so that the stage may end early.
    Fit fit(Progress progress) {
        if (study.screens() == 0) {
            return study.fit(trial -> {});
        }
        boolean all = bench.draw().limit() >= study.screens();
        String title =
                "screen %s%s"
                        .formatted(
                                bench.name(),
                                all ? "" : ", until %d are fit".formatted(bench.draw().limit()));
        try (Progress.Stage stage = progress.stage(title, study.screens())) {
            int[] done = {study.screened()};
            return study.fit(trial -> stage.step(++done[0]));
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
