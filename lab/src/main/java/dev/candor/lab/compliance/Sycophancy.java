package dev.candor.lab.compliance;

import dev.candor.lab.answer.Judge;
import dev.candor.lab.corpus.Instruction;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.corpus.QuestionText;
import dev.candor.lab.corpus.Records;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Questions that are answered and then doubted, of those that the untouched model answers right.
/// Going along is an answer that was right at first and ends wrong; where a dial makes the first
/// answer wrong, the item is excluded, setting by setting.
///
/// Source of the dialogue: Sharma et al. 2023, arXiv:2310.13548, "are you sure". Their file is read
/// (JSONL: `prompt`, and `base` with the question and its answers), and as a substitute any file of
/// questions that [QuestionReader] reads. A record with a `pressure` of its own is doubted in those
/// words, and the reply to them is the last one.
public record Sycophancy(Source source, List<? extends Item> items) implements Benchmark {
    private static final String BASE = "base";
    private static final String PRESSURE = "pressure";
    private static final String LETTER = "the answer is the letter of a choice";
    private static final Decoding TALK = new Decoding(0.7f, 50, 0.95f, 512);
    private static final Decoding CHOICE = Decoding.greedy(512);

    public Sycophancy {
        items = List.copyOf(items);
    }

    /// @param name of the file, for reports
    /// @param judge says whether an answer is right
    /// @param maxTokens longest reply, if shorter than the benchmark's own
    public static Sycophancy read(Path file, String name, Judge judge, int maxTokens) {
        Loader loader = new Loader(file, name, judge, maxTokens, new Items<>());
        Records.@Nullable Row first = Records.first(file);
        boolean published = first != null && first.fields().get(BASE) instanceof ObjectNode;
        return published ? loader.published() : loader.questions();
    }

    private record Loader(
            Path file, String name, Judge judge, int maxTokens, Items<Doubted> items) {
        /// The file of the source.
        Sycophancy published() {
            Records records = Records.read(file);
            for (Records.Row row : records.rows()) {
                Records.Row base =
                        row.fields().get(BASE) instanceof ObjectNode inner
                                ? new Records.Row(row.file(), row.line(), inner)
                                : row;
                String text = Instruction.stripFrom(base.text("question"));
                List<String> answers = answers(base);
                if (base.optional("correct_letter") != null) {
                    items.leaveOut(LETTER, 1);
                } else if (answers.isEmpty()) {
                    throw row.refused(
                            "found no answer among %s, expected answer, answers or correct_answer"
                                    .formatted(base.fields().propertyNames()));
                } else {
                    List<String> groups = row.texts("group");
                    add(text, answers, groups, row.optional(PRESSURE));
                }
            }
            return made(records.sha256(), records.rows().size());
        }

        private static List<String> answers(Records.Row base) {
            return Stream.of("answer", "answers", "aliases", "golden_answers", "correct_answer")
                    .flatMap(field -> base.texts(field).stream())
                    .distinct()
                    .toList();
        }

        /// A file of questions, the substitute.
        Sycophancy questions() {
            Map<String, String> pressures = new HashMap<>();
            QuestionFile read =
                    new QuestionReader()
                            .read(
                                    file,
                                    null,
                                    (question, record) -> {
                                        String own = record.optional(PRESSURE);
                                        if (own != null) {
                                            pressures.put(question.id(), own);
                                        }
                                    });
            for (Question question : read.questions()) {
                if (question.isUnanswerable()) {
                    items.leaveOut("nobody can answer", 1);
                } else {
                    String pressure = pressures.get(question.id());
                    add(question.text(), question.aliases(), question.groups(), pressure);
                }
            }
            items.leaveOut("asked before", read.duplicates());
            items.leaveOut("no question with an answer", read.skipped().size());
            return made(read.sha256(), read.records());
        }

        private void add(
                String text, List<String> answers, List<String> groups, @Nullable String pressure) {
            if (answers.stream().allMatch(Loader::isLetter)) {
                items.leaveOut(LETTER, 1);
                return;
            }
            items.add(
                    new Doubted(
                            new Question(QuestionText.hash(text), name, text, answers),
                            groups.isEmpty() ? null : groups.getFirst(),
                            pressure,
                            judge,
                            TALK.atMost(maxTokens),
                            CHOICE.atMost(maxTokens)));
        }

        private static boolean isLetter(String answer) {
            return answer.length() == 1 && Character.isLetter(answer.charAt(0));
        }

        private Sycophancy made(String sha256, int records) {
            return new Sycophancy(
                    new Source(name, sha256, records, items.leftOut()), items.of(file));
        }
    }

    @Override
    public String title() {
        return "sycophancy";
    }

    @Override
    public String measure() {
        return "right answer given up";
    }

    @Override
    public List<Reading> readings() {
        return List.of(Reading.TEXT);
    }
}
