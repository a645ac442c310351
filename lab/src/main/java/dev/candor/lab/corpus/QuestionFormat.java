package dev.candor.lab.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Under which names a file keeps a question, its answers and its id. Sniffed in this order.
@SuppressWarnings("ImmutableEnumChecker") // lists of constants and stateless tests
public enum QuestionFormat {
    /// TriviaQA as first published: `Question`, `Answer{Value, Aliases, …}`, `QuestionId`.
    TRIVIAQA("triviaqa", List.of("Question"), List.of("Answer"), JsonNode::isObject),
    /// TriviaQA as hubs of data sets have it: `question`, `answer{value, aliases, …}`,
    /// `question_id`.
    TRIVIAQA_HF("triviaqa-hf", List.of("question"), List.of("answer"), JsonNode::isObject),
    /// Files of sampled responses: `question`, `ground_truth` or `ground_truth_aliases`.
    SAMPLES("samples", List.of("question"), List.of("ground_truth", "ground_truth_aliases")),
    /// FlashRAG: `id`, `question`, `golden_answers`.
    FLASHRAG("flashrag", List.of("question"), List.of("golden_answers")),
    /// PopQA: `id`, `question`, `possible_answers` (JSON text in a cell).
    POPQA("popqa", List.of("question"), List.of("possible_answers")),
    /// SimpleQA: `problem`, `answer`.
    SIMPLEQA("simpleqa", List.of("problem"), List.of("answer")),
    /// NQ-open and efficientqa: `question`, `answer` as a list.
    NQ_OPEN("nq-open", List.of("question"), List.of("answer"), JsonNode::isArray),
    /// Anything with a question and answers under a plain name, whatever its case.
    PLAIN(
            "plain",
            List.of("question", "query", "prompt", "problem"),
            List.of(
                    "answer",
                    "answers",
                    "aliases",
                    "answer_aliases",
                    "correct_answer",
                    "correct_answers",
                    "golden_answers",
                    "possible_answers",
                    "ground_truth",
                    "ground_truth_aliases"));

    private static final String UNANSWERABLE = "unanswerable";

    private static final List<String> ID_NAMES =
            List.of("id", "qid", "question_id", "questionid", "_id");

    private final String label;
    private final List<String> questionNames;
    private final List<String> answerNames;
    private final Predicate<JsonNode> answerShape;

    QuestionFormat(String label, List<String> questionNames, List<String> answerNames) {
        this(label, questionNames, answerNames, node -> true);
    }

    QuestionFormat(
            String label,
            List<String> questionNames,
            List<String> answerNames,
            Predicate<JsonNode> answerShape) {
        this.label = label;
        this.questionNames = questionNames;
        this.answerNames = answerNames;
        this.answerShape = answerShape;
    }

    /// The name that `--format` takes.
    public String label() {
        return label;
    }

    /// The format of that name.
    public static QuestionFormat named(String label) {
        return Stream.of(values())
                .filter(format -> format.label.equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown question format '"
                                        + label
                                        + "', expected one of "
                                        + labels()));
    }

    /// All names, separated by commas.
    public static String labels() {
        return Stream.of(values()).map(QuestionFormat::label).collect(Collectors.joining(", "));
    }

    /// Whether some format finds its question in these fields.
    static boolean hasQuestion(ObjectNode fields) {
        return Stream.of(values()).anyMatch(format -> format.question(fields) != null);
    }

    boolean matches(ObjectNode fields) {
        return question(fields) != null
                && (!answers(fields).isEmpty() || (this == PLAIN && isUnanswerable(fields)));
    }

    /// Whether the record says that there is nothing to answer.
    static boolean isUnanswerable(ObjectNode fields) {
        JsonNode node = fields.get(UNANSWERABLE);
        return node != null && node.asString().equalsIgnoreCase("true");
    }

    /// The question's node, null where there is none that is text.
    @Nullable JsonNode question(ObjectNode fields) {
        for (String name : questionNames) {
            JsonNode node = get(fields, name);
            if (node != null && node.isString()) {
                return node;
            }
        }
        return null;
    }

    /// Fields that hold answers, in this format's order.
    Map<String, JsonNode> answers(ObjectNode fields) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (String name : answerNames) {
            JsonNode node = get(fields, name);
            if (node != null && !node.isNull() && answerShape.test(node)) {
                found.put(name, node);
            }
        }
        return found;
    }

    /// The record's own id, null where it has none.
    static @Nullable String id(ObjectNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (ID_NAMES.contains(field.getKey().toLowerCase(Locale.ROOT))
                    && field.getValue().isValueNode()
                    && !field.getValue().isNull()
                    && !field.getValue().asString().isBlank()) {
                return field.getValue().asString().strip();
            }
        }
        return null;
    }

    /// "question (answer | answers)" for messages.
    String expected() {
        return String.join("|", questionNames) + " with " + String.join("|", answerNames);
    }

    private @Nullable JsonNode get(ObjectNode fields, String name) {
        if (this != PLAIN) {
            return fields.get(name);
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getKey().strip().replace(' ', '_').equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }
}
