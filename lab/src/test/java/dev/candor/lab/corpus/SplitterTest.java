package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitterTest {
    private final Splitter splitter = new Splitter(7);

    @Test
    void theSameQuestionInTwoFilesFallsInTheSameSplit() {
        for (int i = 0; i < 200; i++) {
            Question a = question("first", "q" + i, "Who owns house number " + i + "?");
            Question b = question("second", "z" + i, "who OWNS house, number “" + i + "”");
            assertThat(splitter.splitOf(a)).isEqualTo(splitter.splitOf(b));
        }
    }

    @Test
    void differentWordingsUnderOneIdFallInTheSameSplit() {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            questions.add(question("first", "q" + i, "Who owns house number " + i + "?"));
            questions.add(question("second", "q" + i, "Whose is house number " + i + "?"));
        }
        Map<String, Split> splits = splitter.splitAll(questions);
        for (int i = 0; i < 200; i++) {
            assertThat(splits.get("first#q" + i)).isEqualTo(splits.get("second#q" + i));
        }
    }

    @Test
    void orderAndCompanyDoNotMatter() {
        List<Question> questions = questions(500);
        Map<String, Split> splits = splitter.splitAll(questions);
        Collections.shuffle(questions, new Random(3));
        assertThat(splitter.splitAll(questions)).isEqualTo(splits);
        assertThat(splitter.splitAll(questions.subList(0, 100)))
                .allSatisfy((id, split) -> assertThat(split).isEqualTo(splits.get(id)));
        for (Question question : questions) {
            assertThat(splitter.splitOf(question)).isEqualTo(splits.get(question.id()));
        }
    }

    @Test
    void sharesAreSixtyTwentyTwenty() {
        List<Split> splits = questions(10_000).stream().map(splitter::splitOf).toList();
        assertThat(Collections.frequency(splits, Split.TRAIN)).isBetween(5800, 6200);
        assertThat(Collections.frequency(splits, Split.VALIDATION)).isBetween(1850, 2150);
        assertThat(Collections.frequency(splits, Split.TEST)).isBetween(1850, 2150);
    }

    @Test
    void anotherSeedIsAnotherSplit() {
        List<Question> questions = questions(500);
        long moved =
                questions.stream()
                        .filter(q -> splitter.splitOf(q) != new Splitter(8).splitOf(q))
                        .count();
        assertThat(moved).isBetween(200L, 350L);
    }

    @Test
    void aSplitNeverChangesBetweenVersions() {
        assertThat(splitter.splitOf(question("s", "1", "Which way is up?"))).isEqualTo(Split.TRAIN);
        assertThat(QuestionText.uniform(7, "which way is up")).isEqualTo(0.11674813977240295);
    }

    @Test
    void splitsOfQuestionsWithoutGroupsNeverChange() {
        List<Question> questions = questions(60);
        for (int i = 0; i < 60; i += 3) {
            questions.add(question("again", "q" + i, "Whose home is number " + i + "?"));
            questions.add(question("third", "z" + i, "whose home is NUMBER " + (i + 1)));
        }
        // Recorded before there were groups: 0 train, 1 validation, 2 test.
        assertThat(splitter.splitAll(questions).values())
                .extracting(split -> Integer.toString(split.ordinal()))
                .containsExactly(
                        ("00000100001220020010101001010001011020002210002000"
                                        + "00220200000001010220221000001202102000100002000002")
                                .split(""));
    }

    @Test
    void questionsOfOneGroupFallInTheSameSplitWhicheverFileAsksThem() {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            questions.add(grouped("first", "a" + i, "Who owns house " + i + "?", "house " + i));
            questions.add(grouped("second", "b" + i, "Who built house " + i + "?", "house " + i));
        }
        Map<String, Split> splits = splitter.splitAll(questions);
        for (int i = 0; i < 200; i++) {
            assertThat(splits.get("first#a" + i)).isEqualTo(splits.get("second#b" + i));
        }
        assertThat(splits.values()).contains(Split.values());
        Collections.shuffle(questions, new Random(3));
        assertThat(splitter.splitAll(questions)).isEqualTo(splits);
    }

    @Test
    void groupsOwnIdsAndTextsJoinOnward() {
        for (int i = 0; i < 200; i++) {
            List<Question> chain =
                    List.of(
                            grouped("first", "a", "Who owns house " + i + "?", "house"),
                            grouped("first", "b", "Who built house " + i + "?", "house", "builder"),
                            grouped("first", "c", "Who drew plan " + i + "?", "builder"),
                            question("second", "c", "Whose is plan " + i + "?"),
                            question("third", "d", "whose is PLAN " + i));
            assertThat(Set.copyOf(splitter.splitAll(chain).values())).hasSize(1);
        }
    }

    @Test
    void aGroupNamedAsAnIdDoesNotJoinIt() {
        List<Question> questions = questions(500);
        Map<String, Split> splits = splitter.splitAll(questions);
        String[] names = IntStream.range(0, 500).mapToObj(i -> "q" + i).toArray(String[]::new);
        questions.add(grouped("other", "x", "Who lives elsewhere?", names));
        assertThat(splitter.splitAll(questions)).containsAllEntriesOf(splits);
    }

    private static List<Question> questions(int n) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            questions.add(question("s", "q" + i, "Who lives at number " + i + "?"));
        }
        return questions;
    }

    private static Question grouped(String source, String id, String text, String... groups) {
        return new Question(source + "#" + id, source, text, List.of("Ann"), List.of(groups));
    }

    private static Question question(String source, String id, String text) {
        return new Question(source + "#" + id, source, text, List.of("Ann"));
    }
}
