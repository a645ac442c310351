package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCorpusTest {
    private static final List<Fact> FACTS = FactsCorpus.facts();

    @TempDir private Path folder;

    @Test
    void thereAreEnoughToTrainOn() {
        assertThat(FACTS).hasSizeGreaterThan(4000);
        assertThat(FACTS).extracting(Fact::topic).contains("capital", "element-symbol", "author");
    }

    @Test
    void idsAndTextsAreUnique() {
        assertThat(FACTS).extracting(Fact::id).doesNotHaveDuplicates();
        assertThat(FACTS)
                .extracting(fact -> QuestionText.normalise(fact.question()))
                .doesNotHaveDuplicates();
    }

    @Test
    void noQuestionNamesItsAnswer() {
        assertThat(answersTo("Which country has Mexico City as its capital?")).isEmpty();
        assertThat(answersTo("What is the capital of Mexico?")).contains("Mexico City");
    }

    @Test
    void textsAreWholeSentences() {
        assertThat(FACTS)
                .allSatisfy(fact -> {
                    assertThat(fact.question())
                            .matches("\\p{Lu}.*[?.]")
                            .doesNotContain("{", "|", "  ", ",?", "\t");
                    assertThat(fact.answers())
                            .isNotEmpty()
                            .doesNotHaveDuplicates()
                            .allMatch(a -> !a.isBlank() && a.equals(a.strip()));
                });
    }

    @Test
    void answersComeWithAndWithoutAccents() {
        assertThat(answersTo("What is the capital of Brazil?")).contains("Brasília", "Brasilia");
        assertThat(answersTo("Which country has Abidjan as its capital?")).isEmpty();
        assertThat(answersTo("Which country has Yamoussoukro as its capital?"))
                .contains("Ivory Coast", "Côte d'Ivoire", "Cote d'Ivoire");
    }

    @Test
    void namesOfTheSameThingAreAllAccepted() {
        assertThat(answersTo("Which country has Amsterdam as its capital?"))
                .contains("Netherlands", "Holland");
        assertThat(answersTo("What is the full name of the currency of Ecuador?"))
                .contains("US dollar", "USD");
    }

    @Test
    void aSharedCurrencyIsNeverAcceptedByItsBareName() {
        assertThat(FACTS)
                .filteredOn(fact -> fact.question().contains("full name of the currency"))
                .hasSizeGreaterThan(80)
                .allSatisfy(fact ->
                        assertThat(fact.answers())
                                .doesNotContain("dollar", "franc", "peso", "pound"));
    }

    @Test
    void aQuestionAskedByTwoRowsHasTheAnswersOfBoth() {
        FactTemplate template =
                new FactTemplate(
                        "t", "calls", "Who calls {x}?", "who", List.of("drink/{x}", "who/{who}"));
        Fact fact = template.fact(Map.of("x", "the tea|cha", "who", "Ann|Anna")).orElseThrow();
        assertThat(fact)
                .isEqualTo(
                        new Fact(
                                "calls/the-tea",
                                "calls",
                                "Who calls the tea?",
                                List.of("Ann", "Anna"),
                                List.of("drink/tea", "who/ann")));
        assertThat(template.fact(Map.of("x", "tea", "who", ""))).isEmpty();
        assertThat(template.fact(Map.of("x", "", "who", "Ann"))).isEmpty();
    }

    @Test
    void aFactAskedBothWaysSharesAGroup() {
        assertShareAGroup(
                "What is the capital of Chile?", "Which country has Santiago as its capital?");
        assertShareAGroup(
                "What is the chemical symbol for iron?",
                "Which chemical element has the symbol Fe?");
        assertShareAGroup(
                "What is the largest moon of Saturn?", "Which planet does the moon Titan orbit?");
        assertShareAGroup(
                "Which country has Paris as its capital?",
                "On which river does the city of Paris stand?");
        assertShareAGroup(
                "What is the typical sound of a dog called?", "What is a baby dog called?");
        assertThat(groupsOf("Who wrote the novel Mansfield Park?")).isEmpty();
    }

    @Test
    void theFactsOfAGroupFallInOneSplitAndSharesStay() throws IOException {
        Path file = folder.resolve("facts.jsonl");
        FactsCorpus.write(file);
        List<Question> questions = new QuestionReader().read(file, null).questions();
        assertThat(questions)
                .extracting(Question::groups)
                .isEqualTo(FACTS.stream().map(Fact::groups).toList());

        Map<String, Split> splits = new Splitter(7).splitAll(questions);
        Map<String, Set<Split>> ofGroup = new HashMap<>();
        for (Question question : questions) {
            for (String group : question.groups()) {
                ofGroup.computeIfAbsent(group, name -> EnumSet.noneOf(Split.class))
                        .add(splits.get(question.id()));
            }
        }
        assertThat(ofGroup).hasSizeGreaterThan(500);
        assertThat(ofGroup.values()).allMatch(of -> of.size() == 1);
        double n = questions.size();
        assertThat(Collections.frequency(splits.values(), Split.TRAIN) / n).isBetween(0.57, 0.63);
        assertThat(Collections.frequency(splits.values(), Split.TEST) / n).isBetween(0.17, 0.23);
    }

    @Test
    void everyChemicalElementIsThereOnceInOrder() {
        List<Map<String, String>> rows = FactTable.load("elements").rows();
        assertThat(rows).hasSize(118);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).containsEntry("number", Integer.toString(i + 1));
        }
        assertThat(rows).extracting(row -> row.get("symbol")).doesNotHaveDuplicates();
    }

    @Test
    void fiftyStatesHaveAnAbbreviation() {
        assertThat(FactTable.load("us-states").rows())
                .hasSize(50)
                .extracting(row -> row.get("abbreviation"))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[A-Z]{2}"));
    }

    @Test
    void theFileIsTheSameEveryTimeAndReadsBack() throws IOException {
        Path first = folder.resolve("facts.jsonl");
        Path second = folder.resolve("again.jsonl");
        assertThat(FactsCorpus.write(first)).isEqualTo(FACTS.size());
        FactsCorpus.write(second);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");

        QuestionFile read = new QuestionReader().read(first, null);
        assertThat(read.skipped()).isEmpty();
        assertThat(read.duplicates()).isZero();
        assertThat(read.questions()).hasSize(FACTS.size());
        assertThat(read.questions().getFirst().id()).isEqualTo("facts#capital/afghanistan");
    }

    @Test
    void aFailedWriteLeavesNothingBehind() {
        Path out = folder.resolve("missing").resolve("facts.jsonl");
        assertThatThrownBy(() -> FactsCorpus.write(out)).isInstanceOf(NoSuchFileException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRowOfTheWrongLengthIsNamed() {
        assertThatThrownBy(() -> FactTable.parse("t", List.of("a\tb", "1\t2", "3")))
                .hasMessage("t.tsv: line 3 has 1 cells, expected 2");
    }

    private static void assertShareAGroup(String question, String turnedRound) {
        assertThat(groupsOf(question)).containsAnyElementsOf(groupsOf(turnedRound));
    }

    private static List<String> groupsOf(String question) {
        return FACTS.stream()
                .filter(fact -> fact.question().equals(question))
                .findFirst()
                .orElseThrow()
                .groups();
    }

    private static List<String> answersTo(String question) {
        return FACTS.stream()
                .filter(fact -> fact.question().equals(question))
                .flatMap(fact -> fact.answers().stream())
                .toList();
    }
}
