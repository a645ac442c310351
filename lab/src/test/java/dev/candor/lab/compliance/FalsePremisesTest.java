package dev.candor.lab.compliance;

import static dev.candor.lab.compliance.Asked.after;
import static dev.candor.lab.compliance.Asked.asked;
import static dev.candor.lab.compliance.Asked.words;
import static dev.candor.lab.compliance.Asked.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FalsePremisesTest {
    @TempDir private Path dir;

    private FalsePremises read(String text) {
        return FalsePremises.read(write(dir, "f.csv", text), "f.csv", 40);
    }

    @Test
    void onlyQuestionsWithAFalsePremiseAreItems() {
        FalsePremises premises =
                read(
                        """
                        question,answer,label
                        Why do stones sing?,"['Stones do not sing.', ""They're silent.""]",1
                        Why do birds sing?,To be heard.,0
                        Why do stones sing?,Stones are silent.,1
                        """);
        assertThat(premises.items()).hasSize(1);
        assertThat(premises.source().records()).isEqualTo(3);
        assertThat(premises.source().leftOut())
                .isEqualTo(Map.of("asked before", 1, "label 0, the premise is true", 1));
    }

    @Test
    void theQuestionAloneIsAskedGreedilyAndTheReplyIsAssessed() {
        Item item =
                read("question,answer,label\nWhy do stones sing?,\"['They do not.']\",1\n")
                        .items()
                        .getFirst();
        Step.Ask ask = asked(item);
        assertThat(words(ask)).isEqualTo("Why do stones sing?");
        assertThat(ask.turns()).hasSize(1);
        assertThat(ask.decoding()).isEqualTo(Decoding.greedy(40));
        assertThat(item.next(after("For joy.")))
                .isEqualTo(
                        new Step.Assess(
                                "Why do stones sing?", List.of("They do not."), "For joy."));
        assertThat(item.next(after("For joy.").assessed(Outcome.COMPLIED)))
                .isEqualTo(Step.End.text(Outcome.COMPLIED));
        assertThat(item.group()).isEqualTo(item.id());
    }

    @Test
    void aReplyMayNotBeLongerThanTheBenchmarkAllows() {
        Path file = write(dir, "f.csv", "question,answer,label\nWhy?,No.,1\n");
        Item item = FalsePremises.read(file, "f.csv", Integer.MAX_VALUE).items().getFirst();
        assertThat(asked(item).decoding()).isEqualTo(Decoding.greedy(256));
    }

    @Test
    void refusesWhatHasNoLabelOrNoItem() {
        assertThatThrownBy(() -> read("question,answer,label\nWhy?,So.,2\n"))
                .hasMessageEndingWith("f.csv: line 2: label is '2', expected 0 or 1");
        assertThatThrownBy(() -> read("question,answer\nWhy?,So.\n"))
                .hasMessageContaining("line 2: found no label among [question, answer]");
        assertThatThrownBy(() -> read("question,answer,label\nWhy?,So.,0\n"))
                .hasMessageContainingAll("gives no item", "expected at least one");
    }
}
