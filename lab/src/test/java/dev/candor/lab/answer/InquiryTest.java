package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.answer.Inquiry.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InquiryTest {
    @TempDir private Path dir;

    /// Replies what a function says, and remembers what it was asked.
    private record Told(BiFunction<String, Integer, String> says, List<String> asked)
            implements Chat {
        Told(BiFunction<String, Integer, String> says) {
            this(says, new ArrayList<>());
        }

        @Override
        public String reply(String prompt, int attempt) {
            asked.add(prompt + " " + attempt);
            return says.apply(prompt, attempt);
        }

        @Override
        public void expect(String prompt) {
            asked.add(prompt + " soon");
        }
    }

    private static Optional<Integer> number(String reply) {
        return reply.matches("\\d+") ? Optional.of(Integer.parseInt(reply)) : Optional.empty();
    }

    private Inquiry inquiry(String respondent, Chat chat) {
        return new Inquiry(respondent, chat, dir.resolve("log.jsonl"));
    }

    @Test
    void aValidReplyIsTakenAndTheSameIsNotAskedAgain() {
        Told chat = new Told((prompt, attempt) -> "7");
        try (Inquiry inquiry = inquiry("someone", chat)) {
            assertThat(inquiry.ask("a", InquiryTest::number)).contains(7);
            assertThat(inquiry.ask("a", InquiryTest::number)).contains(7);
            assertThat(inquiry.counts()).isEqualTo(new Counts(1, 0, 0));
        }
        assertThat(chat.asked).containsExactly("a 0");
    }

    @Test
    void anInvalidReplyIsAskedForAgainAndThenGivenUp() {
        Told chat = new Told((prompt, attempt) -> prompt.equals("b") && attempt == 1 ? "5" : "?");
        try (Inquiry inquiry = inquiry("someone", chat)) {
            assertThat(inquiry.ask("a", InquiryTest::number)).isEmpty();
            assertThat(inquiry.ask("b", InquiryTest::number)).contains(5);
            assertThat(inquiry.ask("a", InquiryTest::number)).isEmpty();
            assertThat(inquiry.counts()).isEqualTo(new Counts(2, 2, 1));
        }
        assertThat(chat.asked).containsExactly("a 0", "a 1", "a 2", "b 0", "b 1");
    }

    @Test
    void aSecondRunAsksNothingAndCountsTheSame() {
        Told chat = new Told((prompt, attempt) -> prompt.equals("a") ? "1" : "?");
        Counts counts;
        try (Inquiry inquiry = inquiry("someone", chat)) {
            inquiry.ask("a", InquiryTest::number);
            inquiry.ask("b", InquiryTest::number);
            counts = inquiry.counts();
        }
        Told silent =
                new Told((prompt, attempt) -> {
                    throw new AssertionError(prompt);
                });
        try (Inquiry inquiry = inquiry("someone", silent)) {
            inquiry.expect("a");
            inquiry.expect("b");
            assertThat(inquiry.ask("a", InquiryTest::number)).contains(1);
            assertThat(inquiry.ask("b", InquiryTest::number)).isEmpty();
            assertThat(inquiry.counts()).isEqualTo(counts);
        }
        assertThat(silent.asked).isEmpty();
    }

    @Test
    void anotherRespondentIsAskedForItself() {
        try (Inquiry inquiry = inquiry("someone", new Told((prompt, attempt) -> "1"))) {
            inquiry.ask("a", InquiryTest::number);
        }
        try (Inquiry inquiry = inquiry("another", new Told((prompt, attempt) -> "2"))) {
            assertThat(inquiry.ask("a", InquiryTest::number)).contains(2);
        }
        try (Inquiry inquiry = inquiry("someone", new Told((prompt, attempt) -> "3"))) {
            assertThat(inquiry.ask("a", InquiryTest::number)).contains(1);
        }
    }

    /// Cut behind every reply: what is missing is asked, at the attempt that it had come to.
    @Test
    void aRunThatWasKilledAsksWhatIsMissing() throws Exception {
        Told all = new Told((prompt, attempt) -> attempt == 2 ? "9" : "?");
        try (Inquiry inquiry = inquiry("someone", all)) {
            inquiry.ask("a", InquiryTest::number);
            inquiry.ask("b", InquiryTest::number);
        }
        Path log = dir.resolve("log.jsonl");
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(6);
        for (int kept = 0; kept <= lines.size(); kept++) {
            String torn = kept < lines.size() ? lines.get(kept).substring(0, 20) : "";
            Files.writeString(
                    log,
                    String.join("", lines.subList(0, kept).stream().map(l -> l + "\n").toList())
                            + torn);
            Told rest = new Told(all.says);
            try (Inquiry inquiry = inquiry("someone", rest)) {
                assertThat(inquiry.ask("a", InquiryTest::number)).contains(9);
                assertThat(inquiry.ask("b", InquiryTest::number)).contains(9);
                assertThat(inquiry.counts()).isEqualTo(new Counts(2, 2, 0));
            }
            assertThat(rest.asked).isEqualTo(all.asked.subList(kept, 6));
            assertThat(Files.readAllLines(log)).isEqualTo(lines);
        }
    }

    @Test
    void whatIsNotKnownIsAnnounced() {
        Told chat = new Told((prompt, attempt) -> "1");
        try (Inquiry inquiry = inquiry("someone", chat)) {
            inquiry.expect("a");
            inquiry.ask("a", InquiryTest::number);
            inquiry.expect("a");
        }
        assertThat(chat.asked).containsExactly("a soon", "a 0");
    }

    @Test
    void aFailureIsPassedOnAndNothingIsKeptOfIt() {
        Told broken =
                new Told((prompt, attempt) -> {
                    throw new IllegalStateException("down");
                });
        try (Inquiry inquiry = inquiry("someone", broken)) {
            assertThatThrownBy(() -> inquiry.ask("a", InquiryTest::number)).hasMessage("down");
        }
        assertThat(dir.resolve("log.jsonl")).isEmptyFile();
    }
}
