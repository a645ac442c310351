package dev.candor.lab.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.answer.Verdict;
import dev.candor.lab.official.Alignment.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The answers and labels that were published with the paper. Needs real files: run with
/// `-Preal-files -Dcandor.data=DIR` (has triviaqa/).
@Tag("real-files")
class PublishedFilesTest {
    @ParameterizedTest
    @CsvSource({
        "Llama33,    train, 2736, 2673, 0, 57,  6, 1000, 1000,  0, 736",
        "Llama33,    test,  2710, 2646, 2, 62,  2, 1000, 1000,  0, 710",
        "Mistral24b, train, 2392, 2392, 0,  0,  0, 1000,  977, 23, 415",
        "Mistral24b, test,  2795, 2712, 0, 73, 10, 1000, 1000,  0, 795",
        "gemma27b,   train, 2600, 2549, 1, 39, 12, 1000, 1000,  0, 600",
        "gemma27b,   test,  2600, 2551, 3, 42,  7, 1000, 1000,  0, 600"
    })
    void everyRowIsPlacedOrCountedWithItsReason(
            String model,
            String split,
            int rows,
            int aligned,
            int again,
            int empty,
            int notOneRun,
            int correct,
            int wrong,
            int repeated,
            int unlabelled)
            throws IOException {
        String name = "official_" + model + "_TriviaQA_";
        OfficialSet set =
                OfficialSet.of(
                        AnswerTokensFile.read(file(name + "answer_tokens_" + split + ".jsonl")),
                        OfficialIds.read(file(name + split + "_qids.json")));

        assertThat(set.rows()).isEqualTo(rows);
        assertThat(set.aligned()).isEqualTo(aligned);
        assertThat(set.again()).isEqualTo(again);
        assertThat(set.notAligned())
                .isEqualTo(some(Reason.NO_ANSWER_TOKENS, empty, Reason.NOT_ONE_RUN, notOneRun));
        assertThat(set.count(Verdict.CORRECT)).isEqualTo(correct);
        assertThat(set.count(Verdict.WRONG)).isEqualTo(wrong);
        assertThat(set.notMatched())
                .isEqualTo(some(Reason.REPEATED_ID, repeated, Reason.NO_ROW, 0));
        assertThat(set.unlabelled()).isEqualTo(unlabelled);
    }

    private static Map<Reason, Integer> some(Reason one, int ones, Reason two, int twos) {
        Map<Reason, Integer> counts = new HashMap<>(Map.of(one, ones, two, twos));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static Path file(String name) {
        String directory = System.getProperty("candor.data");
        assertThat(directory).as("-Dcandor.data=DIR, a folder with triviaqa/").isNotNull();
        return Path.of(String.valueOf(directory), "triviaqa", name);
    }
}
