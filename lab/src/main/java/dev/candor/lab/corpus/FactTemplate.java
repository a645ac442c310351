package dev.candor.lab.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a row of a table becomes a question.
///
/// @param table fact table
/// @param topic of the questions
/// @param question text with columns in braces, e.g. `What is the capital of {name}?`
/// @param answer column that holds the answers
/// @param groups names of groups with columns in braces, e.g. `country/{name}`
record FactTemplate(
        String table, String topic, String question, String answer, List<String> groups) {
    private static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");
    private static final Pattern ARTICLE = Pattern.compile("^(an?|the)-");

    static FactTemplate of(Map<String, String> row) {
        return new FactTemplate(
                cell(row, "table"),
                cell(row, "topic"),
                cell(row, "question"),
                cell(row, "answer"),
                cell(row, "group").isEmpty() ? List.of() : FactTable.names(cell(row, "group")));
    }

    /// The question of a row; empty when the row lacks what is asked about or its answer.
    Optional<Fact> fact(Map<String, String> row) {
        String answers = cell(row, answer);
        StringBuilder text = new StringBuilder();
        StringBuilder subject = new StringBuilder();
        Matcher column = COLUMN.matcher(question);
        while (column.find()) {
            String value = FactTable.names(cell(row, column.group(1))).getFirst();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            column.appendReplacement(text, Matcher.quoteReplacement(value));
            subject.append(subject.isEmpty() ? "" : " ").append(value);
        }
        column.appendTail(text);
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        String id = topic + "/" + slug(subject.toString());
        List<String> about = groups.stream().map(group -> filled(group, row)).toList();
        return Optional.of(new Fact(id, topic, text.toString(), FactTable.names(answers), about));
    }

    /// "a dog" and "dog" are the same animal.
    private static String filled(String group, Map<String, String> row) {
        return COLUMN.matcher(group)
                .replaceAll(column -> {
                    String name = FactTable.names(cell(row, column.group(1))).getFirst();
                    return ARTICLE.matcher(slug(name)).replaceFirst("");
                });
    }

    private static String slug(String subject) {
        return PlainLetters.of(subject)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }

    private static String cell(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new IllegalStateException("no column " + column + " among " + row.keySet());
        }
        return cell;
    }
}
