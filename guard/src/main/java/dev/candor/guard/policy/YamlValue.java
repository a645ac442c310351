package dev.candor.guard.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value of a policy file; what does not fit is refused by place and name.
///
/// @param file for messages
/// @param name of the value, e.g. `rules[2].when.risk`
/// @param node the value
record YamlValue(Path file, String name, Node node) {
    private static final int MOST_SHOWN = 60;
    private static final int LONGEST_LABEL = 100;
    private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);

    boolean isWord() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
    }

    boolean isMapping() {
        return node instanceof MappingNode && node.getTag().equals(Tag.MAP);
    }

    /// A text that is not blank.
    String text(String expected) {
        String text = isWord() ? ((ScalarNode) node).getValue() : "";
        if (text.isBlank()) {
            throw refuse(expected);
        }
        return text;
    }

    /// A text that stands in fields and tables.
    String label() {
        String expected = "a name of 1 to " + LONGEST_LABEL + " characters on one line";
        String label = text(expected);
        if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw refuse(expected);
        }
        return label;
    }

    /// One of the keys, whatever it stands for.
    <T> T oneOf(Map<String, T> words) {
        T meant = isWord() ? words.get(((ScalarNode) node).getValue()) : null;
        if (meant == null) {
            throw refuse(listed(words.keySet()));
        }
        return meant;
    }

    double number(double least, double most, String expected) {
        if (NUMBERS.contains(node.getTag()) && node instanceof ScalarNode scalar) {
            double number = parsed(scalar.getValue());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refuse(expected);
    }

    int integer(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        if (!node.getTag().equals(Tag.INT)) {
            throw refuse(expected);
        }
        return (int) number(least, most, expected);
    }

    /// That it says `true`, the only thing that it may say.
    void requireTrue() {
        if (!(node instanceof ScalarNode scalar
                && node.getTag().equals(Tag.BOOL)
                && scalar.getValue().equalsIgnoreCase("true"))) {
            throw refuse("true");
        }
    }

    /// @param most items
    List<YamlValue> items(int most) {
        if (!(node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ))) {
            throw refuse("a list");
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(file, name + "[" + items.size() + "]", item));
        }
        if (items.size() > most) {
            throw items.get(most).refuse("at most " + most + " items");
        }
        return items;
    }

    /// @param expected for a value that is no mapping
    YamlFields fields(String expected) {
        if (!isMapping()) {
            throw refuse(expected);
        }
        return YamlFields.of(this, (MappingNode) node);
    }

    MalformedPolicyException refuse(String expected) {
        return problem("found " + shown() + ", expected " + expected);
    }

    MalformedPolicyException problem(String problem) {
        Optional<Mark> mark = node.getStartMark();
        return new MalformedPolicyException(
                file,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                name + ": " + problem);
    }

    /// `a`, `a or b`, `a, b or c`.
    static String listed(Set<String> words) {
        List<String> sorted = words.stream().sorted().toList();
        int last = sorted.size() - 1;
        return last < 1
                ? String.join("", sorted)
                : String.join(", ", sorted.subList(0, last)) + " or " + sorted.get(last);
    }

    private String shown() {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case ScalarNode scalar when isWord() -> '"' + cut(scalar.getValue()) + '"';
            case ScalarNode scalar -> cut(scalar.getValue());
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "a mapping";
            case Node other -> other.getTag().getValue();
        };
    }

    /// What of a text a message shows, on one line.
    static String cut(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    /// Not a number for what YAML counts as one and we do not, such as 0x1F and .inf.
    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
