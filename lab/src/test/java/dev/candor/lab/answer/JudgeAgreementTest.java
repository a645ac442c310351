package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.corpus.QuestionFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeAgreementTest {
    @TempDir private Path folder;

    @Test
    void kappaIsThatOfAWorkedExample() {
        JudgeAgreement result =
                JudgeAgreement.of(
                        "x",
                        Map.of(
                                Verdict.CORRECT, Map.of(Verdict.CORRECT, 20L, Verdict.WRONG, 5L),
                                Verdict.WRONG, Map.of(Verdict.CORRECT, 10L, Verdict.WRONG, 15L)));
        // p_o = 35/50; p_e = (25·30 + 25·20) / 50² = 0.5
        assertThat(result.responses()).isEqualTo(50);
        assertThat(result.agreement()).isCloseTo(0.7, within(1e-12));
        assertThat(result.kappa()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void verdictsOfSeveralFilesAreComparedAndPooled() throws IOException {
        Path a =
                file("a.jsonl", "[\"Owl\", \"Hen\", \"?\"]", "[\"true\", \"true\", \"uncertain\"]");
        Path b = file("b.jsonl", "[\"an owl\"]", "[\"false\"]");
        List<JudgeAgreement> results =
                JudgeAgreement.ofFiles(List.of(a, b), JudgeAgreement.Sample.ALL, new RuleJudge());
        assertThat(results)
                .extracting(JudgeAgreement::name)
                .containsExactly("a.jsonl", "b.jsonl", "all");
        JudgeAgreement all = results.getLast();
        assertThat(all.responses()).isEqualTo(4);
        assertThat(all.agreement()).isEqualTo(0.5);
        assertThat(all.counts().get(Verdict.CORRECT))
                .containsEntry(Verdict.CORRECT, 1L)
                .containsEntry(Verdict.WRONG, 1L);
        assertThat(all.counts().get(Verdict.WRONG)).containsEntry(Verdict.CORRECT, 1L);
        assertThat(all.counts().get(Verdict.UNCLEAR)).containsEntry(Verdict.UNCLEAR, 1L);
    }

    @Test
    void anUnknownVerdictIsRefused() throws IOException {
        Path file = file("c.jsonl", "[\"Owl\"]", "[\"incorrectly\"]");
        assertThatThrownBy(() ->
                        JudgeAgreement.ofFiles(
                                List.of(file), JudgeAgreement.Sample.ALL, new RuleJudge()))
                .isInstanceOf(QuestionFileException.class)
                .hasMessageContaining("c.jsonl: found the verdict 'incorrectly', expected true");
    }

    private Path file(String name, String responses, String judges) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file,
                """
                {"a": {"question": "Which bird hoots?", "responses": %s, "judges": %s, "ground_truth": ["owl"]}}
                """
                        .formatted(responses, judges));
        return file;
    }
}
