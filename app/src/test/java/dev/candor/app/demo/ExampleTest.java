package dev.candor.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.bundled.BundleException;
import dev.candor.lab.report.DialExample.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleTest {
    private static List<Example> parse(String json) {
        return Example.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTurnIsAnObjectOfItsRole() {
        assertThat(
                        parse(
                                """
                                [{"title": "Sure?", "note": "It may give in.",
                                  "turns": [{"user": "Who?"}, {"assistant": "Ada."}, {"user": "Sure?"}]}]
                                """))
                .containsExactly(
                        new Example(
                                "Sure?",
                                List.of(
                                        new Turn("user", "Who?"),
                                        new Turn("assistant", "Ada."),
                                        new Turn("user", "Sure?")),
                                "It may give in."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'user': 'Who?'}, {'assistant': 'Ada.'} | does not end with the user's turn",
                "`` | does not end with the user's turn",
                "{'user': 'Who?', 'assistant': 'Ada.'} | has a turn of [user, assistant]",
                "{'system': 'Be kind.'}, {'user': 'Who?'} | has a turn of {system=Be kind.}",
                "{'user': ' '} | has a turn of {user= }"
            })
    void turnsThatAreNoConversationAreRefusedByNumber(String turns, String problem) {
        String good = "{\"title\": \"t\", \"note\": \"\", \"turns\": [{\"user\": \"Who?\"}]}";
        String bad = good.replace("{\"user\": \"Who?\"}", turns.replace('\'', '"'));
        assertThatThrownBy(() -> parse("[" + good + "," + bad + "]"))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("bundled file examples.json: example 2 " + problem)
                .hasMessageContaining(", expected a title and turns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"3", "[{}]", "[{'title': 't', 'turns': [], 'note': '', 'alpha': 3}]", "["})
    void whatIsNoListOfExamplesIsRefused(String json) {
        assertThatThrownBy(() -> parse(json.replace('\'', '"')))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("bundled file examples.json: ");
    }
}
