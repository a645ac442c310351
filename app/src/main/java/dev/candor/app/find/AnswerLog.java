package dev.candor.app.find;

import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.Representative;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.SpanFinder;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The stages judge and span: which reply stands for each labelled question, and where its answer
/// is. Two logs, a record a question in the order of the questions.
public final class AnswerLog implements AutoCloseable {
    /// A question's label and the reply that stands for it.
    record Judged(String questionId, Verdict verdict, int sample) {}

    /// Where the answer stands, or why nowhere.
    record Spanned(String questionId, @Nullable TokenSpan span, @Nullable String reason) {}

    /// A labelled question.
    public record Labelled(
            Question question, Verdict verdict, List<Response> replies, List<Verdict> verdicts) {}

    /// @param answers those with a span
    /// @param dropped those without, with the reason
    public record Result(List<LabelledAnswer> answers, List<Dropped> dropped) {}

    /// A labelled question whose reply has no span.
    public record Dropped(Question question, Verdict verdict, String reason) {}

    private final Path run;
    private final RecordLog<Judged> judged;
    private final RecordLog<Spanned> spanned;
    private final SpanFinder finder;

    /// @param finder of answers
    public AnswerLog(Path run, String set, SpanFinder finder) {
        this.run = run;
        this.finder = finder;
        judged = RecordLog.open(run.resolve("labels-" + set + ".jsonl"), Judged.class);
        spanned = RecordLog.open(run.resolve("spans-" + set + ".jsonl"), Spanned.class);
    }

    /// Labels and spans of questions, in their order.
    public Result answers(List<Labelled> labelled) {
        List<LabelledAnswer> answers = new ArrayList<>();
        List<Dropped> dropped = new ArrayList<>();
        for (Labelled item : unspanned(labelled)) {
            finder.expect(item.question().text(), representative(item).text());
        }
        for (int i = 0; i < labelled.size(); i++) {
            Labelled item = labelled.get(i);
            Question question = item.question();
            Response response = representative(item);
            if (i == judged.records().size()) {
                judged.append(new Judged(question.id(), item.verdict(), response.sample()));
            }
            if (i == spanned.records().size()) {
                spanned.append(find(item, response));
            }
            Spanned span = spanned.records().get(i);
            requireSame(judged.records().get(i), span, item, response);
            if (span.span() != null) {
                answers.add(new LabelledAnswer(question, response, item.verdict(), span.span()));
            } else {
                dropped.add(new Dropped(question, item.verdict(), String.valueOf(span.reason())));
            }
        }
        return new Result(answers, dropped);
    }

    private List<Labelled> unspanned(List<Labelled> labelled) {
        return labelled.subList(
                Math.min(spanned.records().size(), labelled.size()), labelled.size());
    }

    private static Response representative(Labelled item) {
        return Representative.of(item.replies(), item.verdicts(), item.verdict());
    }

    /// A log made by another judge or of other questions is not carried on.
    private void requireSame(Judged label, Spanned span, Labelled item, Response response) {
        Judged expected = new Judged(item.question().id(), item.verdict(), response.sample());
        if (!label.equals(expected) || !span.questionId().equals(item.question().id())) {
            throw new RunRefusedException(
                    run, "was labelled otherwise: found " + label + ", expected " + expected);
        }
    }

    private Spanned find(Labelled item, Response response) {
        Question question = item.question();
        SpanResult result =
                question.isUnanswerable() && item.verdict() == Verdict.CORRECT
                        ? new SpanResult.None(SpanResult.Reason.DECLINED) // right is not to answer
                        : finder.find(
                                question.text(),
                                response.text(),
                                response.starts(),
                                response.ends());
        return switch (result) {
            case SpanResult.Found found -> new Spanned(question.id(), found.span(), null);
            case SpanResult.None none -> new Spanned(question.id(), null, reason(none));
        };
    }

    /// What logs and reports call an answer without a span.
    static String reason(SpanResult.None none) {
        return "no answer span: " + none.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public void close() {
        judged.close();
        spanned.close();
    }
}
