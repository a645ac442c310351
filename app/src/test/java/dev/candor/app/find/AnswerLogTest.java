package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.forward.Generation;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerLogTest {
    @TempDir private Path run;

    /// To say that there is no such thing is right, and no answer to compare with those to others.
    @Test
    void whereNobodyCanAnswerARightReplyHasNoSpan() {
        AnswerLog.Result result = answers("Zorbulon does not exist.", "It treats pain.");
        assertThat(result.answers())
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.verdict()).isEqualTo(Verdict.WRONG);
                    assertThat(answer.response().text()).isEqualTo("It treats pain.");
                });
        assertThat(result.dropped())
                .singleElement()
                .isEqualTo(
                        new AnswerLog.Dropped(
                                question(0), Verdict.CORRECT, "no answer span: declined"));
    }

    private AnswerLog.Result answers(String... replies) {
        List<AnswerLog.Labelled> labelled = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            Verdict verdict = new RuleJudge().judge(question(i), replies[i]);
            labelled.add(
                    new AnswerLog.Labelled(
                            question(i),
                            verdict,
                            List.of(response(question(i), replies[i])),
                            List.of(verdict)));
        }
        try (AnswerLog log = new AnswerLog(run, "nonexist", new RuleSpan())) {
            return log.answers(labelled);
        }
    }

    private static Question question(int i) {
        return new Question("nonexist#" + i, "nonexist", "What does Zorbulon treat?", List.of());
    }

    /// A token a character.
    private static Response response(Question question, String text) {
        int[] starts = new int[text.length()];
        int[] ends = new int[text.length()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
        return new Response(
                question.id(), 0, text, starts.clone(), starts, ends, Generation.End.END_TOKEN);
    }
}
