package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.el.ext.NamedParameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The methods of Python's strings, dicts and lists that a template may call. There are no others.
final class PythonMethods {
    /// Written by [JinjaSource] for the slice `[::-1]`.
    static final String REVERSED = "reversed__";

    private final String name;
    private final @Nullable Object[] arguments;

    private PythonMethods(String name, @Nullable Object[] arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    static @Nullable Object call(
            @Nullable Object base, String name, @Nullable Object @Nullable [] given) {
        @Nullable Object[] arguments = given == null ? new Object[0] : given.clone();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof NamedParameter named) {
                arguments[i] = named.getValue();
            }
        }
        PythonMethods call = new PythonMethods(name, arguments);
        return switch (base) {
            case CharSequence text -> call.onText(text.toString());
            case Map<?, ?> map -> call.onMap(map);
            case Collection<?> items -> call.onList(items);
            case null, default ->
                    throw TemplateBudget.refuse(
                            "calls %s() of %s, expected a value that has it"
                                    .formatted(name, describe(base)));
        };
    }

    private @Nullable Object onText(String text) {
        return switch (name) {
            case "strip" -> PythonText.strip(text, optionalText(0), true, true);
            case "lstrip" -> PythonText.strip(text, optionalText(0), true, false);
            case "rstrip" -> PythonText.strip(text, optionalText(0), false, true);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "capitalize" -> PythonText.capitalize(text);
            case "title" -> PythonText.title(text);
            case "split" -> PythonText.split(text, optionalText(0), number(1, -1), false);
            case "rsplit" -> PythonText.split(text, optionalText(0), number(1, -1), true);
            case "splitlines" -> text.isEmpty() ? List.of() : text.lines().toList();
            case "startswith" -> anyOf(0, text::startsWith);
            case "endswith" -> anyOf(0, text::endsWith);
            case "replace" -> PythonText.replace(text, text(0), text(1), number(2, -1));
            case "find" -> text.indexOf(text(0));
            case "count" -> PythonText.count(text, text(0));
            case "removeprefix" ->
                    text.startsWith(text(0)) ? text.substring(text(0).length()) : text;
            case "removesuffix" ->
                    text.endsWith(text(0))
                            ? text.substring(0, text.length() - text(0).length())
                            : text;
            case "isdigit" -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            case "isalpha" -> !text.isEmpty() && text.chars().allMatch(Character::isLetter);
            case "isspace" -> !text.isEmpty() && text.isBlank();
            case "join" -> PythonText.join(text, items(0));
            case REVERSED -> new StringBuilder(text).reverse().toString();
            default -> throw unknown("a string");
        };
    }

    private @Nullable Object onMap(Map<?, ?> map) {
        return switch (name) {
            case "get" -> {
                Object key = arguments.length > 0 ? arguments[0] : null;
                Object missing = arguments.length > 1 ? arguments[1] : None.VALUE;
                yield map.containsKey(key) ? map.get(key) : missing;
            }
            case "keys" -> new ArrayList<Object>(map.keySet());
            case "values" -> new ArrayList<Object>(map.values());
            case "items" -> items(map);
            default -> throw unknown("a dict");
        };
    }

    private Object onList(Collection<?> items) {
        return switch (name) {
            case REVERSED -> new ArrayList<Object>(items).reversed();
            case "index" -> new ArrayList<Object>(items).indexOf(arguments[0]);
            case "count" -> Collections.frequency(items, arguments[0]);
            default -> throw unknown("a list");
        };
    }

    /// Key and value of every entry, as two-element lists.
    static List<Object> items(Map<?, ?> map) {
        List<Object> entries = new ArrayList<>();
        map.forEach(
                (key, value) -> entries.add(new ArrayList<>(java.util.Arrays.asList(key, value))));
        return entries;
    }

    private boolean anyOf(int argument, java.util.function.Predicate<String> matches) {
        if (arguments.length > argument && arguments[argument] instanceof Collection<?> several) {
            return several.stream().map(PythonValues::text).anyMatch(matches);
        }
        return matches.test(text(argument));
    }

    private Collection<?> items(int argument) {
        if (arguments.length > argument && arguments[argument] instanceof Collection<?> items) {
            return items;
        }
        throw wrong(argument, "a list");
    }

    private String text(int argument) {
        if (arguments.length > argument && arguments[argument] instanceof CharSequence text) {
            return text.toString();
        }
        throw wrong(argument, "a string");
    }

    private @Nullable String optionalText(int argument) {
        return arguments.length <= argument || None.is(arguments[argument]) ? null : text(argument);
    }

    private int number(int argument, int missing) {
        if (arguments.length <= argument) {
            return missing;
        }
        if (arguments[argument] instanceof Number number) {
            return number.intValue();
        }
        throw wrong(argument, "a number");
    }

    private TemplateRefusal wrong(int argument, String expected) {
        Object found = arguments.length > argument ? arguments[argument] : Undefined.VALUE;
        return TemplateBudget.refuse(
                "argument %d of %s() is %s, expected %s"
                        .formatted(argument + 1, name, describe(found), expected));
    }

    private TemplateRefusal unknown(String type) {
        return TemplateBudget.refuse(
                "calls %s() of %s, expected a method that Candor knows".formatted(name, type));
    }

    /// The kind of a value, for messages.
    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case None _ -> "none";
            case Undefined _ -> "an undefined value";
            case CharSequence _ -> "a string";
            case Boolean _ -> "a boolean";
            case Number _ -> "a number";
            case Map<?, ?> _ -> "a dict";
            case Collection<?> _ -> "a list";
            default -> "an object";
        };
    }
}
