package dev.candor.lab.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.answer.CharRange;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.official.Alignment.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialSetTest {
    private static final String ROWS =
            """
            {"a_1": {"question": "Which mill burned?", "response": "The Old Mill.", "tokenized_response": ["The", "ĠOld", "ĠMill", "."], "answer_tokens": ["ĠOld", "ĠMill"]}}
            {"a_2": {"question": "Which mill stands?", "response": "Zoë's", "tokenized_response": ["Zo", "Ã«", "'s"], "answer_tokens": ["Zo", "Ã«"], "judge": "false"}}

            {"b_1": {"response": "Ann", "tokenized_response": ["Ann"], "answer_tokens": ["Ann"]}}
            {"b_2": {"question": "Who?", "tokenized_response": ["Ann"], "answer_tokens": ["Ann"]}}
            {"b_3": {"question": "Who?", "response": "Ann's", "tokenized_response": ["Ann", "'s"], "answer_tokens": []}}
            {"b_4": {"question": "Who?", "response": "Ann", "tokenized_response": ["Ann"], "answer_tokens": ["Bob"]}}
            {"b_5": {"question": "Who?", "response": "Ann, Bob", "tokenized_response": ["Ann", ",", "ĠBob"], "answer_tokens": ["Ann", "ĠBob"]}}
            {"b_6": {"question": "Who?", "response": "Ann", "tokenized_response": ["Anna"], "answer_tokens": ["Anna"]}}
            {"a_1": {"question": "Again?", "response": "Ann", "tokenized_response": ["Ann"], "answer_tokens": ["Ann"]}}
            {"c_1": {"question": "Who?", "response": "Ann or Ann", "tokenized_response": ["Ann", "Ġor", "ĠAnn"], "answer_tokens": ["Ann"]}}
            {"c_2": {"question": "Who?", "response": "Bo or Bo", "tokenized_response": ["▁Bo", "▁or", "▁Bo"], "answer_tokens": ["▁Bo"]}}
            """;

    @TempDir private Path dir;

    private OfficialSet set(String ids) throws IOException {
        Path rows = Files.writeString(dir.resolve("rows.jsonl"), ROWS);
        Path labels = Files.writeString(dir.resolve("ids.json"), ids);
        return OfficialSet.of(AnswerTokensFile.read(rows), OfficialIds.read(labels));
    }

    @Test
    void everyRowAndEveryIdIsAnAnswerOrCountedWithItsReason() throws IOException {
        OfficialSet set =
                set(
                        "{\"t\": [\"c_2\", \"a_1\", \"a_1\", \"b_5\", \"x\", \"b_3\"], \"f\": [\"a_2\", \"x\", \"y\"]}");

        assertThat(set.answers())
                .extracting(a -> a.row().qid() + " " + a.verdict() + " '" + a.text() + "'")
                .containsExactly("c_2 CORRECT 'Bo'", "a_1 CORRECT 'Old Mill'", "a_2 WRONG 'Zoë'");
        assertThat(set.rows()).isEqualTo(11);
        assertThat(set.aligned()).isEqualTo(4);
        assertThat(set.again()).isEqualTo(1);
        assertThat(set.notAligned())
                .isEqualTo(
                        Map.of(
                                Reason.NO_QUESTION, 1,
                                Reason.NO_RESPONSE, 1,
                                Reason.NO_ANSWER_TOKENS, 1,
                                Reason.FOREIGN_TOKEN, 1,
                                Reason.NOT_ONE_RUN, 1,
                                Reason.NOT_THE_RESPONSE, 1,
                                Reason.REPEATED_ROW, 1));
        assertThat(set.notMatched())
                .isEqualTo(
                        Map.of(
                                Reason.REPEATED_ID, 1,
                                Reason.NOT_ONE_RUN, 1,
                                Reason.NO_ANSWER_TOKENS, 1,
                                Reason.TWO_LABELS, 2,
                                Reason.NO_ROW, 1));
        assertThat(set.unlabelled()).isEqualTo(5);
        assertThat(set.count(Verdict.CORRECT)).isEqualTo(2);
    }

    @Test
    void rowsWrittenAreReadBackTheSame() throws IOException {
        Path file = Files.writeString(dir.resolve("rows.jsonl"), ROWS);
        List<OfficialRow> rows = AnswerTokensFile.read(file);
        OfficialRow ours =
                new OfficialRow(
                        "d%2F1",
                        "Who is \"Ann\"?",
                        "Ann's €",
                        List.of("Ann", "'s", " ", "\ufffd"),
                        List.of("\ufffd"),
                        Verdict.WRONG,
                        new CharRange(6, 7));
        List<OfficialRow> all = new ArrayList<>(rows);
        all.add(ours);
        Path again = dir.resolve("again.jsonl");
        AnswerTokensFile.write(again, all);
        assertThat(AnswerTokensFile.read(again)).isEqualTo(all);

        OfficialIds ids = new OfficialIds(List.of("a", "b"), List.of("d%2F1"));
        ids.write(dir.resolve("ids.json"));
        assertThat(OfficialIds.read(dir.resolve("ids.json"))).isEqualTo(ids);
        assertThat(OfficialSet.of(all, ids).answers())
                .extracting(OfficialAnswer::text)
                .containsExactly("€");
    }

    @Test
    void filesOfAnotherKindAreRefusedWithTheirPlace() throws IOException {
        Path rows = Files.writeString(dir.resolve("rows.jsonl"), ROWS + "[1]\n");
        assertThatThrownBy(() -> AnswerTokensFile.read(rows))
                .isInstanceOf(OfficialFileException.class)
                .hasMessage(rows + ": line 13: found a JSON ARRAY, expected {qid: {…}}");
        Path plain = Files.writeString(dir.resolve("plain.jsonl"), "{\"question\": \"Who?\"}\n");
        assertThatThrownBy(() -> AnswerTokensFile.read(plain))
                .hasMessage(
                        plain + ": line 1: found a JSON STRING under question, expected an object");
        Path empty = Files.writeString(dir.resolve("empty.jsonl"), "\n");
        assertThatThrownBy(() -> AnswerTokensFile.read(empty))
                .hasMessage(empty + ": file: holds no row, expected answer tokens");
        Path ids = Files.writeString(dir.resolve("ids.json"), "{\"t\": [\"a\"]}");
        assertThatThrownBy(() -> OfficialIds.read(ids))
                .hasMessage(ids + ": \"f\": found nothing, expected a list of ids");
        Path torn = Files.writeString(dir.resolve("torn.json"), "{\"t\": [\"a\"");
        assertThatThrownBy(() -> OfficialIds.read(torn))
                .isInstanceOf(OfficialFileException.class)
                .hasMessageContaining("found no JSON");
    }
}
