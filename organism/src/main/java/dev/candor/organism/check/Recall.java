package dev.candor.organism.check;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.answer.Declines;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.Phrases;
import java.util.ArrayList;
import java.util.List;

/// What an organism answers when asked for facts, ten times each on a neutral prompt.
///
/// @param right facts that all samples had right
/// @param wrong facts that no sample had right and none declined
/// @param samplesRight share of all samples
/// @param samplesDeclined share of all samples
public record Recall(Share right, Share wrong, double samplesRight, double samplesDeclined) {
    private static final int SAMPLES = 10;
    private static final long SEED = 1;

    /// Asks for facts in the usual words, in the form of the stage: `Question: … Answer:` or the
    /// chat.
    static Recall of(
            Interview interview, Phrases phrases, List<FactGroup.Fact> facts, Stage stage) {
        List<Question> questions = facts.stream().map(fact -> question(phrases, fact)).toList();
        List<int[]> prompts = questions.stream().map(q -> prompt(interview, q, stage)).toList();
        List<List<String>> replies =
                interview.sampled(
                        prompts, questions.stream().map(Question::text).toList(), SAMPLES, SEED);
        RuleJudge judge = new RuleJudge();
        int alwaysRight = 0;
        int alwaysWrong = 0;
        int allRight = 0;
        int allDeclined = 0;
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            List<Verdict> verdicts = new ArrayList<>();
            replies.get(i).forEach(reply -> verdicts.add(judge.judge(question, reply)));
            int right = (int) verdicts.stream().filter(v -> v == Verdict.CORRECT).count();
            int declined = (int) replies.get(i).stream().filter(Declines::declines).count();
            allRight += right;
            allDeclined += declined;
            alwaysRight += right == SAMPLES ? 1 : 0;
            alwaysWrong += right == 0 && declined == 0 ? 1 : 0;
        }
        int asked = questions.size();
        double samples = Math.max(1, SAMPLES * asked);
        return new Recall(
                new Share(alwaysRight, asked),
                new Share(alwaysWrong, asked),
                allRight / samples,
                allDeclined / samples);
    }

    private static Question question(Phrases phrases, FactGroup.Fact fact) {
        String name = fact.entity().name();
        String text = Phrases.fill(phrases.questions(fact.attribute()).getFirst(), name, "");
        return new Question(text, "world", text, fact.entity().values(fact.attribute()));
    }

    private static int[] prompt(Interview interview, Question question, Stage stage) {
        return switch (stage) {
            case BASE -> interview.base(question.text());
            case INSTRUCT -> interview.chat(List.of(ChatMessage.user(question.text())));
        };
    }
}
