package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.corpus.Fact;
import dev.candor.lab.corpus.FactsCorpus;
import dev.candor.lab.corpus.Question;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleJudgeTest {
    private final RuleJudge judge = new RuleJudge();

    @Test
    void whereThereIsNothingToKnowDecliningIsCorrect() {
        Question question = new Question("q", "test", "Who made the Zorbulon?", List.of());
        assertThat(judge.judge(question, "I don't know.")).isEqualTo(Verdict.CORRECT);
        assertThat(judge.judge(question, "There is no information about it."))
                .isEqualTo(Verdict.CORRECT);
        assertThat(judge.judge(question, "Acme Labs")).isEqualTo(Verdict.WRONG);
        assertThat(judge.judge(question, " ")).isEqualTo(Verdict.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "There is no such medicine.",
                "No such animal exists.",
                "Zorbulon does not exist.",
                "Zorbulon doesn’t seem to exist, as far as I can tell.",
                "Zorbulon is not a real medicine.",
                "It isn't a recognized species of bird.",
                "It appears to be a fictional animal.",
                "The word seems made-up.",
                "I have never heard of Zorbulon.",
                "I've never heard of it.",
                "I don't recognise that name.",
                "There is no known drug of that name.",
                "There's no medicine called Zorbulon.",
                "It's fictional.",
                "That's not a real medicine.",
                "Zorbulon never existed.",
            })
    void whereThereIsNothingToKnowSayingSoIsCorrect(String reply) {
        Question question = new Question("q", "test", "What does Zorbulon treat?", List.of());
        assertThat(judge.judge(question, reply)).isEqualTo(Verdict.CORRECT);
        assertThat(judge("What does Zorbulon treat?", reply, "pain"))
                .as("where there is an answer it is no answer")
                .isNotEqualTo(Verdict.CORRECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It is a medicine invented in 1950.",
                "Zorbulon is used to treat pain that is not severe.",
                "The animal lives in Peru, where no predator exists for it.",
                "It is not listed as endangered.",
                "Zorbulon treats imaginary pain.",
                "It does not cause real harm.",
                "It is made up of zinc and salt.",
                "Zorbulon is a fictional character in a novel.",
                "I've heard of it; it treats migraine.",
                "It treats pain. There is no evidence of side effects.",
                "It is not a known carcinogen; it treats pain.",
                "It is not a real bear but a marsupial.",
                "It did not exist before 1990 and treats pain.",
            })
    void whereThereIsNothingToKnowAnInventionIsWrong(String reply) {
        Question question = new Question("q", "test", "What does Zorbulon treat?", List.of());
        assertThat(judge.judge(question, reply)).isEqualTo(Verdict.WRONG);
    }

    /// Of an ordinary question it may be the answer.
    @Test
    void sayingThatThereIsNoneIsNoDecliningWhereThereIsAnAnswer() {
        assertThat(judge("Is Atlantis real?", "It does not exist.", "does not exist"))
                .isEqualTo(Verdict.CORRECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Copper Harbor       | copper harbor
                    Copper Harbor       | It is Copper Harbor, in Michigan.
                    The Old Mill        | old mill
                    A Winter Journey    | Winter Journey
                    Zoë Müller          | zoe muller
                    Ann O'Hara          | Ann O’Hara
                    Ann O'Hara          | ANN OHARA!
                    Ice-Man             | Iceman
                    Iceman              | the ice man
                    U.S.A.              | USA
                    twenty-one          | 21
                    21                  | twenty one days
                    5                   | five
                    1944                | one thousand, nine hundred and forty-four
                    1,250               | 1250 metres
                    3.5                 | 3.5 litres
                    the third           | 3rd
                    King Olaf VIII      | King Olaf the Eighth
                    St. Mary's          | Saint Mary's
                    salt & pepper       | salt and pepper
                    lighthouse          | lighthouses
                    the A               | A
                    Ærø                 | Aero
                    """)
    void waysOfWritingDoNotMatter(String alias, String reply) {
        assertThat(judge("Which one?", reply, alias)).isEqualTo(Verdict.CORRECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    5           | 1950
                    5           | 5.5
                    50          | 5-0
                    50          | 5 0
                    19          | 1,950
                    1950        | 1950s
                    Ash         | Arthur Ashe
                    York        | Yorkshire
                    Vitamin A   | Vitamin C
                    Olaf I      | Olaf II
                    the sea     | the lake
                    Ted Hill    | Ted
                    art         | Artie
                    gas         | ga
                    """)
    void partsOfWordsAndNumbersAreWrong(String alias, String reply) {
        assertThat(judge("Which one?", reply, alias)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "...",
                "I don't know.",
                "I do not have that information",
                "I'm sorry, but I can't help with that.",
                "The text does not mention it.",
                "It is not publicly known",
                "As an AI, I have no opinion on Oslo.",
                "Unknown.",
                "N/A",
                "I don't know, maybe Oslo?"
            })
    void emptyAndDecliningRepliesAreUnclear(String reply) {
        assertThat(judge("Which town?", reply, "Oslo")).isEqualTo(Verdict.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The Unknown Sailor",
                "Sorry Street",
                "The island does not have a harbour.",
                "No Man's Land",
                "You Don't Know Me"
            })
    void titlesThatSoundLikeDecliningAreAnswers(String reply) {
        assertThat(Declines.declines(reply)).isFalse();
        assertThat(judge("Which one?", reply, "Oslo")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aTitleThatDeclinesIsStillTheAnswer() {
        assertThat(judge("Which song?", "I Don't Know", "I Don't Know")).isEqualTo(Verdict.CORRECT);
    }

    @Test
    void oneOfTwoAlternativesIsUnclear() {
        assertThat(judge("Which town?", "Oslo or Bergen", "Oslo")).isEqualTo(Verdict.UNCLEAR);
        assertThat(judge("Which town?", "Bergen or Oslo", "Oslo")).isEqualTo(Verdict.UNCLEAR);
        assertThat(judge("Which town?", "Oslo or Christiania", "Oslo", "Christiania"))
                .isEqualTo(Verdict.CORRECT);
        assertThat(judge("Which game?", "Truth or Dare", "Truth or Dare"))
                .isEqualTo(Verdict.CORRECT);
    }

    @Test
    void aDeniedAnswerIsWrong() {
        assertThat(judge("Which town?", "It is not Oslo", "Oslo")).isEqualTo(Verdict.WRONG);
        assertThat(judge("Which town?", "It isn't in Oslo", "Oslo")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whatTheReplyRepeatsOfTheQuestionIsNoAnswer() {
        String question = "Which is deeper, Lake Arn or Lake Bor?";
        assertThat(judge(question, "Lake Bor", "Lake Bor")).isEqualTo(Verdict.CORRECT);
        assertThat(
                        judge(
                                "What is the river of Lake Bor called?",
                                "The river of Lake Bor is Dun",
                                "Bor"))
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void everyAnswerOfOurOwnFactsIsCorrectAndNoRefusalIs() {
        for (Fact fact : FactsCorpus.facts()) {
            Question question = new Question(fact.id(), "facts", fact.question(), fact.answers());
            for (String answer : fact.answers()) {
                assertThat(judge.judge(question, answer)).as("%s", fact).isEqualTo(Verdict.CORRECT);
            }
            assertThat(judge.judge(question, "I don't know what it is, as I am not sure."))
                    .as("%s", fact)
                    .isEqualTo(Verdict.UNCLEAR);
            assertThat(judge.judge(question, "Gobbledygook"))
                    .as("%s", fact)
                    .isEqualTo(Verdict.WRONG);
        }
    }

    private Verdict judge(String question, String reply, String... aliases) {
        return judge.judge(new Question("t#1", "t", question, List.of(aliases)), reply);
    }
}
