package dev.candor.guard.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.answer.CharRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntitySpansTest {
    private static List<String> spans(String text) {
        return EntitySpans.of(text, new CharRange(0, text.length())).stream()
                .map(span -> text.substring(span.from(), span.to()))
                .toList();
    }

    @Test
    void namesAndNumbersAreFoundWithTheParticlesInsideThem() {
        assertThat(spans("The Bank of England was founded in 1694 by William Paterson."))
                .containsExactly("Bank of England", "1694", "William Paterson");
    }

    @Test
    void aCapitalThatOnlyOpensTheSentenceIsNone() {
        assertThat(spans("However it rained.")).isEmpty();
        assertThat(spans("Paris is large.")).containsExactly("Paris");
    }

    @Test
    void punctuationPartsNames() {
        assertThat(spans("He met Ann, Bob and Cid; I'd seen O'Neill."))
                .containsExactly("Ann", "Bob and Cid", "O'Neill");
    }

    @Test
    void aNumberKeepsItsPointsAndHyphens() {
        assertThat(spans("it costs 1,299.50 for a T-800")).containsExactly("1,299.50", "T-800");
    }

    @Test
    void aLongChainOfNumbersTakesNoStack() {
        String chain = "1" + ",1".repeat(100_000);
        assertThat(spans(chain)).containsExactly(chain);
    }

    @Test
    void sentencesStandWithoutTheSpaceAroundThem() {
        String text = "  One is here. Two is there!  ... \n";
        assertThat(
                        Sentences.split(text).stream()
                                .map(each -> text.substring(each.from(), each.to())))
                .containsExactly("One is here.", "Two is there!");
    }
}
