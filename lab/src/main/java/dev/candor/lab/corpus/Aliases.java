package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Collects the accepted answers of a record from whatever its answer fields hold: text, a list, a
/// list written as text in a cell, or TriviaQA's object.
final class Aliases {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// An element of a list printed by Python: 'a', "a", or a bare word.
    private static final Pattern PYTHON_ITEM =
            Pattern.compile(
                    "\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|([^,'\"\\]]+))\\s*(?:,|$)");

    private Aliases() {}

    /// Answers in the order of the fields, stripped, without blanks and repeats.
    static List<String> of(Map<String, JsonNode> answerFields) {
        Set<String> found = new LinkedHashSet<>();
        answerFields.forEach((name, node) -> collect(name, node, found));
        return List.copyOf(found);
    }

    private static void collect(String name, JsonNode node, Set<String> into) {
        if (node.isArray()) {
            node.forEach(item -> collect("", item, into));
        } else if (node.isObject()) {
            for (String part :
                    List.of("Value", "Aliases", "NormalizedValue", "NormalizedAliases")) {
                collectPart(node, part, into);
            }
            for (String part :
                    List.of("value", "aliases", "normalized_value", "normalized_aliases")) {
                collectPart(node, part, into);
            }
        } else if (node.isString() && isList(name, node.stringValue())) {
            cell(node.stringValue()).forEach(item -> add(item, into));
        } else if (!node.isNull()) {
            add(node.asString(), into);
        }
    }

    private static void collectPart(JsonNode node, String part, Set<String> into) {
        JsonNode value = node.get(part);
        if (value != null) {
            collect("", value, into);
        }
    }

    /// Brackets are a list anywhere; else only a field named in the plural is one, since an answer
    /// may itself contain a semicolon.
    private static boolean isList(String name, String text) {
        String trimmed = text.strip();
        boolean bracketed = trimmed.startsWith("[") && trimmed.endsWith("]");
        return !name.isEmpty() && (bracketed || name.endsWith("s") || name.equals("ground_truth"));
    }

    private static List<String> cell(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) {
            return List.of(trimmed.split(trimmed.contains("|") ? "\\|" : ";"));
        }
        List<String> items = new ArrayList<>();
        try {
            JSON.readTree(trimmed).forEach(item -> items.add(item.asString()));
        } catch (JacksonException notJson) {
            String inner = trimmed.substring(1, trimmed.length() - 1);
            Matcher item = PYTHON_ITEM.matcher(inner);
            int at = 0;
            while (at < inner.length() && item.find(at) && item.start() == at) {
                items.add(itemText(item));
                at = item.end();
            }
            if (at < inner.length()) {
                return List.of(trimmed);
            }
        }
        return items;
    }

    private static String itemText(Matcher item) {
        for (int group = 1; group <= 2; group++) {
            String quoted = item.group(group);
            if (quoted != null) {
                return quoted.replaceAll("\\\\(.)", "$1");
            }
        }
        return String.valueOf(item.group(3));
    }

    private static void add(String item, Set<String> into) {
        String stripped = item.strip();
        if (!stripped.isEmpty()) {
            into.add(stripped);
        }
    }
}
