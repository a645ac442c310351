package dev.candor.bench;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.neuron.Gains;
import dev.candor.guard.review.BenchmarkPoint;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.retention.Attempt;
import dev.candor.lab.retention.KnownQuestions;
import dev.candor.lab.retention.KnownReply;
import dev.candor.lab.retention.RetentionOutcome;
import dev.candor.lab.retention.Setting;
import dev.candor.lab.statistics.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many fixed questions an untouched model answers right, greedily, as a rule judges it. An
/// unclear reply is not right.
///
/// @param maxTokens longest reply
record FixedQuestions(LoadedModel loaded, PromptStyle style, int maxTokens) {
    private static final int WIDTH = 32;
    private static final Setting UNTOUCHED = new Setting("untouched", Gains.NONE);

    /// @param limit only so many, the first; null for all
    /// @param at when
    BenchmarkPoint ask(QuestionFile file, @Nullable Integer limit, Instant at) {
        List<Question> all = file.questions();
        int count = limit == null ? all.size() : Math.min(limit, all.size());
        List<Question> asked = all.subList(0, count);
        KnownQuestions known =
                new KnownQuestions(
                        loaded.session(),
                        loaded.tokenizer(),
                        loaded.prompter(style),
                        new RuleJudge(),
                        asked,
                        maxTokens,
                        WIDTH);
        List<RetentionOutcome> outcomes = new ArrayList<>();
        known.measure(
                known.items().stream().map(item -> new Attempt(item, UNTOUCHED)).toList(),
                outcomes::add);
        int correct = (int) outcomes.stream().filter(FixedQuestions::isRight).count();
        return new BenchmarkPoint(
                at,
                loaded.model().file().sha256(),
                count == all.size() ? file.source() : file.source() + ", first " + count,
                file.sha256(),
                correct,
                outcomes.size());
    }

    private static boolean isRight(RetentionOutcome outcome) {
        return outcome instanceof KnownReply reply && reply.verdict() == Verdict.CORRECT;
    }

    static String line(BenchmarkPoint point) {
        Interval interval = point.interval();
        return ReportText.of(
                "%s: %d of %d right, %.1f%% (95%%: %.1f%%–%.1f%%)",
                point.name(),
                point.correct(),
                point.of(),
                100 * point.share(),
                100 * interval.low(),
                100 * interval.high());
    }
}
