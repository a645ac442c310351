package dev.candor.lab.compliance;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.corpus.QuestionText;
import dev.candor.lab.corpus.Records;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Yes-or-no questions behind a passage that argues for the wrong answer, asked only where the
/// untouched model is right without the passage by both readings: one that finds the wrong option
/// likelier beforehand would count as led astray without being led. Of questions whose answer is
/// yes and of those whose answer is no as many are asked as there are, see [Item#answer].
///
/// Source of the format: ConflictQA on StrategyQA (Xie et al. 2023, arXiv:2305.13300), JSONL with
/// `question`, `ground_truth` (`True` or `False`), two passages that contradict each other
/// (`parametric_memory`, `counter_memory`) and the sentence each argues for (`memory_answer`,
/// `counter_answer`). A substitute for FaithEval where its contexts cannot be had.
///
/// Which of the passages is the wrong one is not said in the file, since it depends on what another
/// model knew: of the two sentences the one with more denials stands for no. Records that leave it
/// open, and questions that deny something themselves, are left out.
public final class CounterMemories {
    private static final String ANSWER = " Answer yes or no.";

    /// Places among [YesNo#OPTIONS].
    private static final int YES = 0;

    private static final int NO = 1;

    private static final Pattern DENIAL =
            Pattern.compile(
                    "\\b(?:not|no|never|cannot|neither|nor|none|nobody|nothing|without|unable|unlikely|impossible|false|incorrect)\\b|n't\\b");

    /// Some sentences end in a note that they are false.
    private static final Pattern NOTE = Pattern.compile("\\(\\s*note\\b.*", Pattern.DOTALL);

    private CounterMemories() {}

    /// @param maxTokens longest reply, if shorter than the benchmark's own
    public static MisleadingContexts read(Path file, String name, int maxTokens) {
        Records records = Records.read(file);
        Items<Doubtful> items = new Items<>();
        for (Records.Row row : records.rows()) {
            String question = row.text("question");
            boolean truth = truth(row);
            int memory = denials(row.text("memory_answer"));
            int counter = denials(row.text("counter_answer"));
            String first = row.text("parametric_memory");
            String second = row.text("counter_memory");
            if (denials(question) > 0) {
                items.leaveOut("the question denies");
            } else if (memory == counter) {
                items.leaveOut("which passage is wrong is open");
            } else {
                boolean memoryIsRight = (memory < counter) == truth;
                items.add(
                        new Doubtful(
                                QuestionText.hash(question),
                                question,
                                truth,
                                memoryIsRight ? second : first,
                                MisleadingContexts.DECODING.atMost(maxTokens)));
            }
        }
        return new MisleadingContexts(
                new Benchmark.Source(
                        name, records.sha256(), records.rows().size(), items.leftOut()),
                "ConflictQA, standing in for FaithEval",
                items.of(file));
    }

    private static boolean truth(Records.Row row) {
        List<String> truth = row.texts("ground_truth");
        return switch (truth.size() == 1 ? truth.getFirst().toLowerCase(Locale.ROOT) : "") {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default ->
                    throw row.refused("ground_truth is " + truth + ", expected one of True, False");
        };
    }

    private static int denials(String sentence) {
        String text =
                NOTE.matcher(sentence.toLowerCase(Locale.ROOT).replace('’', '\'')).replaceFirst("");
        return (int) DENIAL.matcher(text).results().count();
    }

    private record Doubtful(
            String id, String question, boolean truth, String passage, Decoding decoding)
            implements Item {
        @Override
        public String group() {
            return id;
        }

        @Override
        public String answer() {
            return truth ? "yes" : "no";
        }

        @Override
        public Optional<Step.Ask> screen() {
            // A reply costs a hundred times what two options do, and could make none fit.
            return Optional.of(ask(question + ANSWER, truth ? YES : NO));
        }

        @Override
        public Optional<String> unfit(Reply reply) {
            if (reply.likeliest() != (truth ? YES : NO)) {
                return Optional.of("not right by " + Reading.OPTIONS.label());
            }
            return YesNo.read(reply.text()).equals(Optional.of(truth))
                    ? Optional.empty()
                    : Optional.of("not right by " + Reading.TEXT.label());
        }

        @Override
        public Step next(Transcript soFar) {
            if (soFar.size() == 0) {
                return ask(passage + "\n\n" + question + ANSWER, -1);
            }
            Reply reply = soFar.reply(0);
            int likeliest = reply.likeliest();
            return new Step.End(
                    Map.of(
                            Reading.TEXT,
                            outcome(YesNo.read(reply.text())),
                            Reading.OPTIONS,
                            outcome(
                                    likeliest < 0
                                            ? Optional.empty()
                                            : Optional.of(likeliest == YES))));
        }

        private Step.Ask ask(String text, int onlyIf) {
            return new Step.Ask(List.of(ChatMessage.user(text)), decoding, YesNo.OPTIONS, onlyIf);
        }

        private Outcome outcome(Optional<Boolean> said) {
            return said.map(yes -> yes == truth ? Outcome.RESISTED : Outcome.COMPLIED)
                    .orElse(Outcome.UNSCORABLE);
        }
    }
}
