package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionReaderTest {
    private final QuestionReader reader = new QuestionReader();

    @TempDir private Path folder;

    @Test
    void samplesKeyedByIdAreReadAndTheSuffixIsStripped() throws IOException {
        QuestionFile read =
                read(
                        "s.jsonl",
                        """
                        {"q_1": {"question": "Which bird says cuckoo? Respond with the answer only, without any explanation.", "responses": ["a"], "judges": ["false"], "ground_truth": ["the cuckoo", "Cuckoo", "Cuckoo"]}}
                        {"q_2": {"question": "Which bird hoots?", "ground_truth": ["owl"]}}
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.SAMPLES);
        assertThat(read.container()).isEqualTo(Container.JSON_LINES);
        assertThat(read.questions())
                .containsExactly(
                        new Question(
                                "s#q_1",
                                "s",
                                "Which bird says cuckoo?",
                                List.of("the cuckoo", "Cuckoo")),
                        new Question("s#q_2", "s", "Which bird hoots?", List.of("owl")));
    }

    @Test
    void nqOpenHasNoIdsSoTheTextIsHashed() throws IOException {
        QuestionFile read =
                read(
                        "nq.jsonl",
                        """
                        {"question": "who keeps the lighthouse", "answer": ["Ida", "Ida Marsh"]}
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.NQ_OPEN);
        Question question = read.questions().getFirst();
        assertThat(question.id()).matches("nq#[0-9a-f]{16}");
        assertThat(question.aliases()).containsExactly("Ida", "Ida Marsh");
        assertThat(question.id()).endsWith(QuestionText.hash("Who keeps the lighthouse?"));
    }

    @Test
    void triviaQaAsPublishedIsReadFromItsDataList() throws IOException {
        QuestionFile read =
                read(
                        "verified.json",
                        """
                        {
                          "Data": [
                            {"Answer": {"Aliases": ["Big Tom", "Tom"], "NormalizedAliases": ["big tom"],
                                        "NormalizedValue": "tom", "Type": "WikipediaEntity", "Value": "Tom"},
                             "Question": "Which bell is the deepest?",
                             "QuestionId": "xx_7"}
                          ],
                          "Domain": "Web",
                          "Version": 1.0
                        }
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.TRIVIAQA);
        assertThat(read.container()).isEqualTo(Container.JSON_OBJECT);
        assertThat(read.questions())
                .containsExactly(
                        new Question(
                                "verified#xx_7",
                                "verified",
                                "Which bell is the deepest?",
                                List.of("Tom", "Big Tom", "tom", "big tom")));
    }

    @Test
    void theOtherTriviaQaShapeIsReadFromOneLineEach() throws IOException {
        QuestionFile read =
                read(
                        "t.jsonl",
                        """
                        {"question": "Which bell rings?", "question_id": "b1", "answer": {"value": "Tom", "aliases": ["Old Tom"], "normalized_aliases": ["old tom"]}}
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.TRIVIAQA_HF);
        assertThat(read.questions().getFirst().aliases())
                .containsExactly("Tom", "Old Tom", "old tom");
        assertThat(read.questions().getFirst().id()).isEqualTo("t#b1");
    }

    @Test
    void flashRagIsRead() throws IOException {
        QuestionFile read =
                read(
                        "f.jsonl",
                        """
                        {"id": "dev_0", "question": "Which lake is saltiest?", "golden_answers": ["Gaet'ale"], "metadata": {}}
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.FLASHRAG);
        assertThat(read.questions().getFirst().id()).isEqualTo("f#dev_0");
    }

    @Test
    void simpleQaCsvKeepsCommasAndQuotesOfACell() throws IOException {
        QuestionFile read =
                read(
                        "simple.csv",
                        """
                        metadata,problem,answer
                        "{'topic': 'Art'}","Who, if anyone, painted ""The Barn""?","Lee; the elder"
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.SIMPLEQA);
        assertThat(read.questions().getFirst().text())
                .isEqualTo("Who, if anyone, painted \"The Barn\"?");
        assertThat(read.questions().getFirst().aliases()).containsExactly("Lee; the elder");
    }

    @Test
    void popQaTsvHasItsAnswersAsJsonInACell() throws IOException {
        QuestionFile read =
                read(
                        "pop.tsv",
                        """
                        id\tsubj\tquestion\tpossible_answers
                        42\tAnn Lee\tWhat is Ann Lee's job?\t"[""actor"", ""stage actor""]"
                        43\tBo Ray\tWhat is Bo Ray's job?\t["poet"]
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.POPQA);
        assertThat(read.container()).isEqualTo(Container.TSV);
        assertThat(read.questions())
                .extracting(Question::aliases)
                .containsExactly(List.of("actor", "stage actor"), List.of("poet"));
        assertThat(read.questions().getFirst().id()).isEqualTo("pop#42");
    }

    @Test
    void truthfulQaHasItsAnswersInOneCell() throws IOException {
        QuestionFile read =
                read(
                        "TruthfulQA.csv",
                        "\uFEFFType,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source\n"
                                + "Adversarial,Animals,Do fish blink?,No,\"No; Fish do not blink, ever\",Yes,https://example.org\n");
        assertThat(read.format()).isEqualTo(QuestionFormat.PLAIN);
        assertThat(read.questions().getFirst().text()).isEqualTo("Do fish blink?");
        assertThat(read.questions().getFirst().aliases())
                .containsExactly("No", "Fish do not blink, ever");
    }

    @Test
    void theRecordBehindAQuestionCanBeLookedAt() throws IOException {
        Path file = folder.resolve("seen.jsonl");
        Files.writeString(
                file,
                """
                {"question": "Who hoots?", "answers": ["owl"], "mood": "mild"}
                {"question": "who hoots", "answers": ["owl"], "mood": "wild"}
                {"question": "Who sings?", "correct_answer": "lark", "mood": "glad"}
                """);
        List<String> seen = new ArrayList<>();
        QuestionFile read =
                reader.read(
                        file,
                        null,
                        (question, record) ->
                                seen.add(
                                        question.id()
                                                + " "
                                                + record.line()
                                                + " "
                                                + record.text("mood")));
        assertThat(read.questions()).hasSize(2);
        assertThat(seen)
                .containsExactly(
                        read.questions().getFirst().id() + " 1 mild",
                        read.questions().getLast().id() + " 3 glad");
    }

    @Test
    void plainFilesMayHoldAnswersAsText() throws IOException {
        QuestionFile read =
                read(
                        "p.csv",
                        """
                        Question,Answers
                        Which shape is round?,circle|disc
                        Which shape has corners?,"['square', ""cook's hat""]"
                        """);
        assertThat(read.format()).isEqualTo(QuestionFormat.PLAIN);
        assertThat(read.questions())
                .extracting(Question::aliases)
                .containsExactly(List.of("circle", "disc"), List.of("square", "cook's hat"));
    }

    @Test
    void aJsonArrayAndAnObjectKeyedByIdAreRead() throws IOException {
        QuestionFile array =
                read(
                        "a.json",
                        """
                        [
                          {"question": "One?", "answers": ["x"]},
                          {"question": "Two?", "answers": ["y"]}
                        ]
                        """);
        assertThat(array.container()).isEqualTo(Container.JSON_ARRAY);
        assertThat(array.questions()).hasSize(2);
        QuestionFile object =
                read(
                        "o.json",
                        """
                        {
                          "k1": {"question": "One?", "answer": "x"},
                          "k2": {"question": "Two?", "answer": "y"}
                        }
                        """);
        assertThat(object.container()).isEqualTo(Container.JSON_OBJECT);
        assertThat(object.questions()).extracting(Question::id).containsExactly("o#k1", "o#k2");
    }

    @Test
    void aBadLineIsReportedWithItsNumberAndSkipped() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            text.append("{\"question\": \"Number %d?\", \"answer\": \"%d\"}\n".formatted(i, i));
            if (i == 7) {
                text.append("\n{\"question\": \"Cut of\n");
            }
            if (i == 30) {
                text.append("{\"question\": \"Nothing?\", \"answer\": \" \"}\n");
            }
        }
        QuestionFile read = read("b.jsonl", text.toString());
        assertThat(read.records()).isEqualTo(42);
        assertThat(read.questions()).hasSize(40);
        assertThat(read.skipped()).extracting(SkippedLine::line).containsExactly(9L, 33L);
        assertThat(read.skipped().getFirst().reason()).startsWith("is not JSON");
        assertThat(read.skipped().getLast().reason())
                .startsWith("has no answer (found question, answer");
    }

    @Test
    void moreThanFivePercentBadLinesStop() {
        String good = "{\"question\": \"Q%d?\", \"answer\": \"a\"}\n";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 18; i++) {
            text.append(good.formatted(i));
        }
        assertThatThrownBy(() -> read("bad.jsonl", text + "nonsense\n"))
                .isInstanceOf(QuestionFileException.class)
                .hasMessageContaining("bad.jsonl: 1 of 19 records are bad")
                .hasMessageContaining("line 19 is not JSON");
        text.append(good.formatted(18));
        assertThat(assertReads("fine.jsonl", text + "nonsense\n").skipped()).hasSize(1);
    }

    @Test
    void emptyMissingAndForeignFilesAreRefusedByName() {
        assertRefused("empty.jsonl", "", "is empty");
        assertRefused("blank.csv", "\n \n", "is empty");
        assertRefused("head.csv", "question,answer\n", "holds no record");
        assertRefused("none.json", "[]", "holds no record");
        assertRefused("ids.json", "{\n\"t\": [\"a\", \"b\"]\n}", "line 2 is a JSON string");
        assertRefused(
                "x.jsonl", "{\"question\": \"Q?\", \"response\": \"r\"}\n", "question, response");
        assertRefused("cut.json", "[\n{\"question\": \"Q?\", \"answer\": \"a\"},\n", "line 3");
        assertThatThrownBy(() -> reader.read(folder.resolve("absent.json"), null))
                .isInstanceOf(QuestionFileException.class)
                .hasMessageEndingWith("absent.json: no such file");
        assertThatThrownBy(() -> reader.read(folder, null)).hasMessageContaining("is a folder");
    }

    @Test
    void aQuoteThatIsNeverClosedIsRefused() {
        StringBuilder text = new StringBuilder("question,answer\n");
        for (int i = 0; i < 1000; i++) {
            text.append(i == 10 ? "\"Open?,a\n" : "Q" + i + "?,a\n");
        }
        assertRefused("open.csv", text.toString(), "line 12: a quote opened here is not closed");
    }

    @Test
    void badBytesCostOneLine() throws IOException {
        Path file = folder.resolve("latin.jsonl");
        StringBuilder good = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            good.append("{\"question\": \"Q%d?\", \"answer\": \"é\"}\n".formatted(i));
        }
        Files.writeString(file, good);
        Files.write(
                file,
                "{\"question\": \"Bad?\", \"answer\": \"é\"}\n"
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                java.nio.file.StandardOpenOption.APPEND);
        QuestionFile read = reader.read(file, null);
        assertThat(read.skipped()).containsExactly(new SkippedLine(31, "is not UTF-8 text"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(read("bom.csv", "\uFEFFquestion,answer\nQ?,a\n").questions()).hasSize(1);
        assertThat(
                        read("bom.jsonl", "\uFEFF{\"question\": \"Q?\", \"answer\": \"a\"}\n")
                                .questions())
                .hasSize(1);
    }

    @Test
    void theFormatCanBeNamed() throws IOException {
        assertThat(QuestionFormat.named("popqa")).isEqualTo(QuestionFormat.POPQA);
        assertThatThrownBy(() -> QuestionFormat.named("pop"))
                .hasMessageContaining("unknown question format 'pop'")
                .hasMessageContaining("popqa, simpleqa");
        Path file = folder.resolve("n.jsonl");
        Files.writeString(
                file, "{\"question\": \"Q?\", \"answer\": [\"a\"], \"golden_answers\": [\"b\"]}\n");
        assertThat(reader.read(file, QuestionFormat.NQ_OPEN).questions().getFirst().aliases())
                .containsExactly("a");
        assertThat(reader.read(file, QuestionFormat.FLASHRAG).questions().getFirst().aliases())
                .containsExactly("b");
    }

    @Test
    void theSameQuestionIsKeptOnceWithinAndAcrossFiles() throws IOException {
        Path a = folder.resolve("a.jsonl");
        Path b = Files.createDirectory(folder.resolve("other")).resolve("a.jsonl");
        Files.writeString(
                a,
                """
                {"id": 1, "question": "Who sails the Petrel?", "answer": "Mo"}
                {"id": 2, "question": "who sails the petrel", "answer": "Mo"}
                """);
        Files.writeString(
                b,
                """
                {"id": 1, "question": "Who sails the “Petrel”?", "answer": "Mo"}
                {"id": 2, "question": "Who built the Petrel?", "answer": "Jo"}
                {"id": 2, "question": "Who sold the Petrel?", "answer": "Flo"}
                """);
        QuestionSet set = reader.readAll(List.of(a, b), null);
        assertThat(set.files().getFirst().duplicates()).isEqualTo(1);
        assertThat(set.duplicates()).isEqualTo(1);
        assertThat(set.questions())
                .extracting(Question::text)
                .containsExactly(
                        "Who sails the Petrel?", "Who built the Petrel?", "Who sold the Petrel?");
        assertThat(set.questions()).extracting(Question::id).doesNotHaveDuplicates();
        assertThat(set.questions()).extracting(Question::source).containsExactly("a", "a-2", "a-2");
        assertThat(set.files().getFirst().sha256())
                .hasSize(64)
                .isNotEqualTo(set.files().getLast().sha256());
    }

    @Test
    void aGroupIsANameOrAListOfNames() throws IOException {
        QuestionFile lines =
                read(
                        "g.jsonl",
                        """
                        {"question": "Who tends the lamp?", "answer": ["Ida"], "group": " lamp "}
                        {"question": "Who lit the lamp?", "answer": ["Bo"], "group": ["lamp", "fire", "lamp", null]}
                        {"question": "Who sold the oil?", "answer": ["Cy"], "group": 7}
                        {"question": "Who rows over?", "answer": ["Di"], "group": ""}
                        {"question": "Who rows back?", "answer": ["Di"]}
                        """);
        assertThat(lines.questions())
                .extracting(Question::groups)
                .containsExactly(
                        List.of("lamp"),
                        List.of("lamp", "fire"),
                        List.of("7"),
                        List.of(),
                        List.of());
        QuestionFile table =
                read(
                        "g.csv",
                        """
                        Question,Answer,Group
                        Who tends the lamp?,Ida,"lamp, old"
                        Who rows over?,Di,
                        """);
        assertThat(table.questions())
                .extracting(Question::groups)
                .containsExactly(List.of("lamp, old"), List.of());
    }

    @Test
    void aGroupThatIsNoNameCostsItsLine() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("{\"question\": \"Number %d?\", \"answer\": \"a\"}\n".formatted(i));
        }
        text.append("{\"question\": \"Bad?\", \"answer\": \"a\", \"group\": {\"of\": 1}}\n");
        text.append("{\"question\": \"Worse?\", \"answer\": \"a\", \"group\": [[1]]}\n");
        String reason = "has a group that is neither a name nor a list of names";
        assertThat(read("g.jsonl", text.toString()).skipped())
                .containsExactly(new SkippedLine(41, reason), new SkippedLine(42, reason));
    }

    @Test
    void aQuestionIsInTheGroupsOfEveryRecordThatAsksIt() throws IOException {
        Path a = folder.resolve("a.jsonl");
        Path b = folder.resolve("b.jsonl");
        Files.writeString(
                a,
                """
                {"question": "Who tends the lamp?", "answer": "Ida"}
                {"question": "Who rows over?", "answer": "Di"}
                {"question": "who tends the lamp", "answer": "Ida", "group": "lamp"}
                """);
        Files.writeString(
                b,
                """
                {"question": "Who lit the lamp?", "answer": "Bo", "group": "fire"}
                {"question": "Who tends the lamp", "answer": "Ida", "group": ["fire", "lamp"]}
                """);
        QuestionSet set = reader.readAll(List.of(a, b), null);
        assertThat(set.files().getFirst().duplicates()).isEqualTo(1);
        assertThat(set.duplicates()).isEqualTo(1);
        assertThat(set.questions())
                .extracting(Question::text, Question::groups)
                .containsExactly(
                        tuple("Who tends the lamp?", List.of("lamp", "fire")),
                        tuple("Who rows over?", List.of()),
                        tuple("Who lit the lamp?", List.of("fire")));
    }

    private void assertRefused(String name, String text, String expected) {
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOf(QuestionFileException.class)
                .hasMessageContaining(name + ": ")
                .hasMessageContaining(expected);
    }

    private QuestionFile assertReads(String name, String text) {
        try {
            return read(name, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private QuestionFile read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return reader.read(file, null);
    }
}
