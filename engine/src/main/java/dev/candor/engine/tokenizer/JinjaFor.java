package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `for` as Jinja2 has it: `{% for x in items if condition %} … {% else %} … {% endfor %}`.
final class JinjaFor implements Tag {
    private static final long serialVersionUID = 1L;
    private static final Pattern HEAD =
            Pattern.compile(
                    "\\(?\\s*(\\w+(?:\\s*,\\s*\\w+)*)\\s*\\)?\\s+in\\s+(.+)", Pattern.DOTALL);

    @Override
    public String getName() {
        return "for";
    }

    @Override
    public String interpret(TagNode tag, JinjavaInterpreter interpreter) {
        Matcher head = HEAD.matcher(tag.getHelpers().strip());
        if (!head.matches()) {
            throw TemplateBudget.refuse(
                    "has '{%% for %s %%}', expected 'for NAME in ITEMS'"
                            .formatted(tag.getHelpers().strip()));
        }
        String[] names = head.group(1).split("\\s*,\\s*", -1);
        String rest = head.group(2);
        int condition = conditionStart(rest);
        String source = condition < 0 ? rest : rest.substring(0, condition);
        List<?> items = items(interpreter.resolveELExpression(source, tag.getLineNumber()), source);
        try (var _ = interpreter.enterScope()) {
            if (condition >= 0) {
                items = filter(interpreter, tag, names, items, rest.substring(condition + 4));
            }
            return items.isEmpty()
                    ? renderElse(tag, interpreter)
                    : renderBody(tag, interpreter, names, items);
        }
    }

    private static String renderBody(
            TagNode tag, JinjavaInterpreter interpreter, String[] names, List<?> items) {
        StringBuilder out = new StringBuilder();
        JinjaLoop loop = new JinjaLoop(items);
        while (loop.hasNext()) {
            TemplateBudget.step();
            Object item = loop.next();
            // What the body sets is gone in the next round.
            try (var _ = interpreter.enterScope()) {
                interpreter.getContext().put("loop", loop);
                assign(interpreter, names, item);
                for (Node node : tag.getChildren()) {
                    if (isElse(node)) {
                        break;
                    }
                    out.append(node.render(interpreter).getValue());
                    TemplateBudget.checkText(out.length());
                    if (loop.isContinued()) {
                        break;
                    }
                }
            }
        }
        return out.toString();
    }

    private static String renderElse(TagNode tag, JinjavaInterpreter interpreter) {
        StringBuilder out = new StringBuilder();
        boolean found = false;
        for (Node node : tag.getChildren()) {
            if (found) {
                out.append(node.render(interpreter).getValue());
            }
            found |= isElse(node);
        }
        return out.toString();
    }

    private static List<?> filter(
            JinjavaInterpreter interpreter,
            TagNode tag,
            String[] names,
            List<?> items,
            String condition) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : items) {
            TemplateBudget.step();
            assign(interpreter, names, item);
            Object value = interpreter.resolveELExpression(condition, tag.getLineNumber());
            if (PythonValues.truth(value)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static void assign(
            JinjavaInterpreter interpreter, String[] names, @Nullable Object item) {
        if (names.length == 1) {
            interpreter.getContext().put(names[0], item);
            return;
        }
        List<?> parts = item instanceof Collection<?> list ? new ArrayList<>(list) : List.of();
        if (parts.size() != names.length) {
            throw TemplateBudget.refuse(
                    "unpacks %s of %d parts into '%s', expected as many parts as names"
                            .formatted(
                                    PythonMethods.describe(item),
                                    parts.size(),
                                    String.join(", ", Arrays.asList(names))));
        }
        for (int i = 0; i < names.length; i++) {
            interpreter.getContext().put(names[i], parts.get(i));
        }
    }

    private static List<?> items(@Nullable Object value, String source) {
        return switch (value) {
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case Collection<?> items -> new ArrayList<>(items);
            case CharSequence text -> text.codePoints().mapToObj(Character::toString).toList();
            case Undefined _ -> List.of();
            case null, default ->
                    throw TemplateBudget.refuse(
                            "loops over '%s', which is %s, expected a list"
                                    .formatted(source.strip(), PythonMethods.describe(value)));
        };
    }

    /// Where ` if ` starts outside strings and brackets; negative if it does not.
    private static int conditionStart(String rest) {
        return JinjaLiterals.end(rest, 0, " if ");
    }

    private static boolean isElse(Node node) {
        return node instanceof TagNode tag && tag.getName().equals("else");
    }
}
