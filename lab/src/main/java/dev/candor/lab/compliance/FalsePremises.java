package dev.candor.lab.compliance;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.corpus.QuestionText;
import dev.candor.lab.corpus.Records;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions that take something false for granted. The question alone is asked, greedily; going
/// along is to accept the premise and answer.
///
/// Source of the format: FalseQA (Hu et al. 2023, arXiv:2307.02394), CSV with `question`, `answer`
/// (rebuttals) and `label`, 1 for a false premise.
public record FalsePremises(Source source, List<Premise> items) implements Benchmark {
    private static final Decoding DECODING = Decoding.greedy(256);

    public FalsePremises {
        items = List.copyOf(items);
    }

    /// What replies to a question are held against here; empty for one that the file does not have.
    public List<String> rebuttals(String question) {
        String id = QuestionText.hash(question);
        return items.stream()
                .filter(item -> item.id.equals(id))
                .findFirst()
                .map(Premise::rebuttals)
                .orElse(List.of());
    }

    /// Reads a file; questions of label 0 have nothing false in them and are left out.
    ///
    /// @param maxTokens longest reply, if shorter than the benchmark's own
    public static FalsePremises read(Path file, String name, int maxTokens) {
        Records records = Records.read(file);
        Items<Premise> items = new Items<>();
        for (Records.Row row : records.rows()) {
            String question = row.text("question");
            String label = row.text("label");
            switch (label) {
                case "1" ->
                        items.add(
                                new Premise(
                                        QuestionText.hash(question),
                                        row.optional("group"),
                                        question,
                                        row.texts("answer"),
                                        DECODING.atMost(maxTokens)));
                case "0" -> items.leaveOut("label 0, the premise is true");
                default -> throw row.refused("label is '" + label + "', expected 0 or 1");
            }
        }
        return new FalsePremises(
                new Source(name, records.sha256(), records.rows().size(), items.leftOut()),
                items.of(file));
    }

    @Override
    public String title() {
        return "false premises";
    }

    @Override
    public String measure() {
        return "premise accepted";
    }

    @Override
    public List<Reading> readings() {
        return List.of(Reading.TEXT);
    }

    record Premise(
            String id,
            @Nullable String about,
            String question,
            List<String> rebuttals,
            Decoding decoding)
            implements Item {
        @Override
        public String group() {
            return about == null ? id : about;
        }

        @Override
        public Step next(Transcript soFar) {
            if (soFar.size() == 0) {
                return new Step.Ask(List.of(ChatMessage.user(question)), decoding, List.of());
            }
            Outcome assessed = soFar.assessed();
            return assessed == null
                    ? new Step.Assess(question, rebuttals, soFar.reply(0).text())
                    : Step.End.text(assessed);
        }
    }
}
