package dev.candor.lab.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Plain questions of our own, made from the fact tables in `facts/` by `facts/templates.tsv`.
///
/// They reach from what any model knows to what few do, so that a small model answers some of them
/// always right and some always wrong.
public final class FactsCorpus {
    private FactsCorpus() {}

    /// All questions, in the order of the templates and of their tables. A question that two rows
    /// ask has the answers and groups of both; one that names its own answer ("Which country has
    /// Mexico City as its capital?") is left out, since repeating it would be right.
    public static List<Fact> facts() {
        Map<String, FactTable> tables = new HashMap<>();
        Map<String, Fact> byText = new LinkedHashMap<>();
        for (Map<String, String> row : FactTable.load("templates").rows()) {
            FactTemplate template = FactTemplate.of(row);
            FactTable table = tables.computeIfAbsent(template.table(), FactTable::load);
            for (Map<String, String> facts : table.rows()) {
                template.fact(facts)
                        .ifPresent(fact -> byText.merge(fact.question(), fact, FactsCorpus::join));
            }
        }
        return byText.values().stream()
                .filter(fact -> !namesItsAnswer(fact))
                .map(FactsCorpus::withPlainLetters)
                .toList();
    }

    /// Some of the questions, evenly from all tables.
    public static List<Fact> some(int count) {
        List<Fact> facts = facts();
        return IntStream.range(0, count)
                .mapToObj(i -> facts.get((int) ((long) i * facts.size() / count)))
                .toList();
    }

    /// Writes one JSON object a line, `{"id", "question", "answers", "topic", "group"}`, first to a
    /// file beside it that then takes its name. A fact in no group has no `group`.
    ///
    /// @return number of questions
    public static int write(Path out) throws IOException {
        List<Fact> facts = facts();
        LinesFile.write(facts.stream().map(FactsCorpus::json).toList(), out);
        return facts.size();
    }

    private static String json(Fact fact) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("id", fact.id()).put("question", fact.question());
        fact.answers().forEach(node.putArray("answers")::add);
        node.put("topic", fact.topic());
        if (!fact.groups().isEmpty()) {
            fact.groups().forEach(node.putArray("group")::add);
        }
        return node.toString();
    }

    private static Fact join(Fact first, Fact second) {
        List<String> answers = new ArrayList<>(first.answers());
        answers.addAll(second.answers());
        Set<String> groups = new LinkedHashSet<>(first.groups());
        groups.addAll(second.groups());
        return new Fact(first.id(), first.topic(), first.question(), answers, List.copyOf(groups));
    }

    private static boolean namesItsAnswer(Fact fact) {
        String question = " " + QuestionText.normalise(fact.question()) + " ";
        return fact.answers().stream()
                .anyMatch(answer -> question.contains(" " + QuestionText.normalise(answer) + " "));
    }

    private static Fact withPlainLetters(Fact fact) {
        Set<String> answers = new LinkedHashSet<>(fact.answers());
        fact.answers().forEach(answer -> answers.add(PlainLetters.of(answer)));
        return new Fact(
                fact.id(), fact.topic(), fact.question(), List.copyOf(answers), fact.groups());
    }
}
