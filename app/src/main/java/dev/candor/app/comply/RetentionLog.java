package dev.candor.app.comply;

import dev.candor.lab.answer.Verdict;
import dev.candor.lab.compliance.DialledSet;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.report.RetentionReport.Kept;
import dev.candor.lab.report.RetentionReport.Ratio;
import dev.candor.lab.report.RetentionReport.RetainedSet;
import dev.candor.lab.retention.KnownReply;
import dev.candor.lab.retention.LetterChoice;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.RetentionOutcome;
import dev.candor.lab.retention.Selection;
import dev.candor.lab.retention.WindowLoss;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.store.RecordLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was measured of a run's abilities, one log each, and what they add up to.
final class RetentionLog implements AutoCloseable {
    /// The model as it is.
    static final String UNTOUCHED = Setting.untouched().name();

    private final RecordLog<KnownReply> known;
    private final RecordLog<WindowLoss> text;
    private final RecordLog<LetterChoice> choices;

    RetentionLog(Path run) {
        known = RecordLog.open(run.resolve("retention-known.jsonl"), KnownReply.class);
        text = RecordLog.open(run.resolve("retention-text.jsonl"), WindowLoss.class);
        choices = RecordLog.open(run.resolve("retention-choices.jsonl"), LetterChoice.class);
    }

    void append(RetentionOutcome outcome) {
        switch (outcome) {
            case KnownReply reply -> known.append(reply);
            case WindowLoss loss -> text.append(loss);
            case LetterChoice choice -> choices.append(choice);
        }
    }

    List<KnownReply> known() {
        return known.records();
    }

    List<RetentionOutcome> outcomes() {
        List<RetentionOutcome> all = new ArrayList<>(known.records());
        all.addAll(text.records());
        all.addAll(choices.records());
        return all;
    }

    /// Every set at every α.
    List<RetainedSet> sets(Dials dials, long seed) {
        return dials.dialled().stream().map(set -> set(set, seed)).toList();
    }

    private RetainedSet set(DialledSet set, long seed) {
        List<Kept> doses = new ArrayList<>();
        for (double alpha : set.alphas()) {
            String name = Setting.name(set.name(), alpha);
            doses.add(
                    new Kept(
                            alpha,
                            retention(name, Selection.ALL),
                            ratio(name, Selection.ALL, seed)));
        }
        return new RetainedSet(set.name(), set.kind(), set.control(), doses);
    }

    /// What is kept of some items under a setting. Questions that the untouched model does not know
    /// were asked of it alone, and do not count.
    Retention retention(String setting, Selection items) {
        List<RetentionOutcome> counted = new ArrayList<>();
        for (RetentionOutcome outcome : outcomes()) {
            boolean unknown =
                    outcome instanceof KnownReply reply
                            && reply.setting().equals(UNTOUCHED)
                            && reply.verdict() != Verdict.CORRECT;
            if (!unknown && items.has(outcome.ability(), outcome.item())) {
                counted.add(outcome);
            }
        }
        return Retention.of(setting, counted);
    }

    /// From how much −ln p of each of some pieces of the text grew; null without a text.
    @Nullable Ratio ratio(String setting, Selection items, long seed) {
        SortedMap<String, WindowLoss> before = losses(UNTOUCHED, items);
        SortedMap<String, WindowLoss> after = losses(setting, items);
        if (before.isEmpty() || !before.keySet().equals(after.keySet())) {
            return null;
        }
        double[] grown = nats(after);
        double[] own = nats(before);
        for (int i = 0; i < grown.length; i++) {
            grown[i] -= own[i];
        }
        double[] tokens = before.values().stream().mapToDouble(WindowLoss::tokens).toArray();
        Mean mean = Mean.of(grown, tokens, seed);
        return new Ratio(
                Math.exp(mean.value()),
                new Interval(Math.exp(mean.interval().low()), Math.exp(mean.interval().high())));
    }

    private static double[] nats(SortedMap<String, WindowLoss> losses) {
        return losses.values().stream().mapToDouble(WindowLoss::nats).toArray();
    }

    /// By piece; sorted, so that a resumed run draws the same resamples.
    private SortedMap<String, WindowLoss> losses(String setting, Selection items) {
        SortedMap<String, WindowLoss> losses = new TreeMap<>();
        for (WindowLoss loss : text.records()) {
            if (loss.setting().equals(setting) && items.has(loss.ability(), loss.item())) {
                losses.put(loss.item(), loss);
            }
        }
        return losses;
    }

    @Override
    public void close() {
        known.close();
        text.close();
        choices.close();
    }
}
