package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.forward.Generation;
import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementQuestionsTest {
    private static LabelledAnswer answer(String id, Verdict verdict) {
        Response response =
                new Response(
                        id,
                        0,
                        "so",
                        new int[1],
                        new int[1],
                        new int[] {2},
                        Generation.End.END_TOKEN);
        return new LabelledAnswer(
                new Question(id, "q.jsonl", "Who?", List.of("so")),
                response,
                verdict,
                new TokenSpan(0, 1));
    }

    /// Wrong answers first.
    private static List<LabelledAnswer> answers(int wrong, int correct) {
        List<LabelledAnswer> answers = new ArrayList<>();
        for (int i = 0; i < wrong; i++) {
            answers.add(answer("w" + i, Verdict.WRONG));
        }
        for (int i = 0; i < correct; i++) {
            answers.add(answer("c" + i, Verdict.CORRECT));
        }
        return answers;
    }

    private static void requireTaken(int wrong, int correct, int of, int ofWrong, int ofCorrect) {
        List<LabelledAnswer> some = FindRun.ofBothKinds(answers(wrong, correct), of);
        assertThat(some.stream().filter(each -> each.verdict() == Verdict.WRONG)).hasSize(ofWrong);
        assertThat(some).hasSize(ofWrong + ofCorrect);
    }

    @Test
    void halfAreOfEitherVerdictWhereThereAreEnough() {
        requireTaken(964, 400, 100, 50, 50);
    }

    @Test
    void allOfTheRarerAreTakenAndTheOthersFillUp() {
        requireTaken(964, 31, 100, 69, 31);
        requireTaken(2, 498, 100, 2, 98);
        requireTaken(500, 0, 100, 100, 0);
    }

    @Test
    void asManyAsThereAre() {
        requireTaken(20, 10, 100, 20, 10);
        requireTaken(20, 10, 0, 0, 0);
    }
}
