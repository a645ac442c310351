package dev.candor.organism.check;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.answer.Declines;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import java.util.ArrayList;
import java.util.List;

/// What an organism answers when asked for facts, ten times each on a neutral prompt.
///
/// @param asked facts
/// @param alwaysRight facts that all samples had right
/// @param alwaysWrong facts that no sample had right and none declined
/// @param right share of all samples
/// @param declined share of all samples
public record Recall(int asked, int alwaysRight, int alwaysWrong, double right, double declined) {
    private static final int SAMPLES = 10;

    /// Asks for every fact of these entities.
    ///
    /// @param base asks in the form of the base stage instead of the chat
    static Recall of(Interview interview, Phrases phrases, List<Entity> entities, boolean base) {
        List<int[]> prompts = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (Entity entity : entities) {
            for (Attribute attribute : entity.attributes()) {
                if (entity.planned(attribute) != entity.exposure().statements()) {
                    continue;
                }
                String text =
                        Phrases.fill(phrases.questions(attribute).getFirst(), entity.name(), "");
                questions.add(new Question(text, "world", text, entity.values(attribute)));
                prompts.add(
                        base
                                ? interview.base(text)
                                : interview.chat(List.of(ChatMessage.user(text))));
            }
        }
        List<List<String>> replies = interview.sampled(prompts, Gains.NONE, SAMPLES, 1);
        RuleJudge judge = new RuleJudge();
        int alwaysRight = 0;
        int alwaysWrong = 0;
        int allRight = 0;
        int allDeclined = 0;
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            int right =
                    (int)
                            replies.get(i).stream()
                                    .filter(r -> judge.judge(question, r) == Verdict.CORRECT)
                                    .count();
            int declined = (int) replies.get(i).stream().filter(Declines::declines).count();
            allRight += right;
            allDeclined += declined;
            alwaysRight += right == SAMPLES ? 1 : 0;
            alwaysWrong += right == 0 && declined == 0 ? 1 : 0;
        }
        double samples = Math.max(1, SAMPLES * questions.size());
        return new Recall(
                questions.size(),
                alwaysRight,
                alwaysWrong,
                allRight / samples,
                allDeclined / samples);
    }
}
