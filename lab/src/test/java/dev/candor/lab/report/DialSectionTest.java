package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.report.DialExample.Reply;
import dev.candor.lab.report.DialExample.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialSectionTest {
    private static final List<Turn> ASKED = List.of(new Turn("user", "Why?"));

    @Test
    void everyConversationStandsWithItsRepliesAndWhatChangedIsMarked() {
        String page = HtmlReport.render(ReportFixtures.dialled());
        assertThat(page)
                .contains("<section id=\"dial\"", "<h3>The highest hill</h3>")
                .contains("Is it &lt;b&gt;raining&lt;/b&gt;?", "<p class=\"assistant\">")
                .contains("<span>risk 0.83, above the threshold</span>");
        assertThat(page.split("class=\"changed\"", -1)).as("of six replies").hasSize(3);
        assertThat(page.split("<span>risk ", -1)).as("one has a risk").hasSize(2);
        assertThat(page.split("<b>\\(nothing\\)</b>", -1)).hasSize(4);
    }

    @Test
    void aRunThatTurnedNothingHasNoSection() {
        assertThat(HtmlReport.render(ReportFixtures.better())).doesNotContain("id=\"dial\"");
    }

    @Test
    void whiteSpaceAloneIsNoChange() {
        DialExample example =
                new DialExample(
                        "t",
                        ASKED,
                        "",
                        List.of(
                                new Reply(0, " so\n it is", false),
                                new Reply(1, "so it is", false)),
                        0.5,
                        false);
        assertThat(example.replies()).noneMatch(example::isChanged);
    }

    @Test
    void aConversationMustEndWithTheUserAndItsFactorsAscend() {
        Reply reply = new Reply(1, "", false);
        List<Turn> answered = List.of(ASKED.getFirst(), new Turn("assistant", "So."));
        assertThatThrownBy(() -> new DialExample("t", answered, "", List.of(reply), 0, false))
                .hasMessageContaining("'t' does not end with the user's turn");
        assertThatThrownBy(() -> new DialExample("t", ASKED, "", List.of(reply, reply), 0, false))
                .hasMessageContaining("factors of 't' do not ascend");
        assertThatThrownBy(() -> new Turn("system", "x")).hasMessageContaining("'system'");
    }
}
