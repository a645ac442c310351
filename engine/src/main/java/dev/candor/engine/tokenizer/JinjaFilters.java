package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jinja2's filters that chat templates use, with Python's meaning.
final class JinjaFilters {
    private static final Map<String, Function> FILTERS = new LinkedHashMap<>();

    static {
        FILTERS.put("string", (v, _) -> PythonValues.text(v));
        FILTERS.put("safe", (v, _) -> v);
        FILTERS.put("trim", (v, a) -> PythonText.strip(text(v), a.text(0, "chars"), true, true));
        FILTERS.put("upper", (v, _) -> text(v).toUpperCase(Locale.ROOT));
        FILTERS.put("lower", (v, _) -> text(v).toLowerCase(Locale.ROOT));
        FILTERS.put("title", (v, _) -> PythonText.title(text(v)));
        FILTERS.put("capitalize", (v, _) -> PythonText.capitalize(text(v)));
        FILTERS.put("replace", JinjaFilters::replace);
        FILTERS.put("length", (v, _) -> length(v));
        FILTERS.put("count", (v, _) -> length(v));
        FILTERS.put("join", JinjaFilters::join);
        FILTERS.put("first", (v, _) -> edge(v, true));
        FILTERS.put("last", (v, _) -> edge(v, false));
        FILTERS.put("list", (v, _) -> items(v));
        FILTERS.put("reverse", (v, _) -> PythonMethods.call(v, PythonMethods.REVERSED, null));
        FILTERS.put("unique", (v, _) -> new ArrayList<>(new LinkedHashSet<>(items(v))));
        FILTERS.put(
                "items", (v, _) -> v instanceof Map<?, ?> m ? PythonMethods.items(m) : List.of());
        FILTERS.put("int", (v, a) -> integer(v, a));
        FILTERS.put("default", JinjaFilters::orDefault);
        FILTERS.put("d", JinjaFilters::orDefault);
        FILTERS.put("sort", (v, _) -> sorted(items(v)));
        FILTERS.put("e", (v, _) -> escape(text(v)));
        FILTERS.put("escape", (v, _) -> escape(text(v)));
        FILTERS.put("tojson", JinjaFilters::json);
        FILTERS.put("map", JinjaFilters::map);
        FILTERS.put("selectattr", (v, a) -> select(v, a, true));
        FILTERS.put("rejectattr", (v, a) -> select(v, a, false));
    }

    private JinjaFilters() {}

    static Set<String> names() {
        return FILTERS.keySet();
    }

    static List<Filter> all() {
        return FILTERS.entrySet().stream()
                .<Filter>map(entry -> new NamedFilter(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return PythonValues.text(value);
    }

    private static Object replace(@Nullable Object value, Arguments a) {
        Object limit = a.get(2, "count");
        return PythonText.replace(
                text(value),
                text(a.get(0, "old")),
                text(a.get(1, "new")),
                limit instanceof Number n ? n.intValue() : -1);
    }

    private static Object length(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> (long) Character.codePointCount(text, 0, text.length());
            case Collection<?> items -> (long) items.size();
            case Map<?, ?> map -> (long) map.size();
            case Undefined _ -> 0L;
            case null, default ->
                    throw TemplateBudget.refuse(
                            "takes the length of %s, expected a string, list or dict"
                                    .formatted(PythonMethods.describe(value)));
        };
    }

    private static Object join(@Nullable Object value, Arguments a) {
        Object separator = a.get(0, "d");
        Object attribute = a.get(1, "attribute");
        List<@Nullable Object> items = items(value);
        if (attribute != Undefined.VALUE) {
            items.replaceAll(item -> member(item, text(attribute)));
        }
        return PythonText.join(text(separator), items);
    }

    private static @Nullable Object edge(@Nullable Object value, boolean first) {
        List<@Nullable Object> items = items(value);
        if (items.isEmpty()) {
            return Undefined.VALUE;
        }
        return first ? items.getFirst() : items.getLast();
    }

    private static List<@Nullable Object> items(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case Collection<?> items -> new ArrayList<>(items);
            case CharSequence text ->
                    new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
            case null, default -> new ArrayList<>();
        };
    }

    private static List<@Nullable Object> sorted(List<@Nullable Object> items) {
        boolean numbers = items.stream().allMatch(Number.class::isInstance);
        items.sort(
                numbers
                        ? Comparator.comparingDouble(
                                n -> n instanceof Number m ? m.doubleValue() : 0)
                        : Comparator.comparing(JinjaFilters::text, String.CASE_INSENSITIVE_ORDER));
        return items;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Object integer(@Nullable Object value, Arguments a) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.parseLong(text(value).strip());
        } catch (NumberFormatException e) {
            Object missing = a.get(0, "default");
            return missing == null || missing == Undefined.VALUE ? 0L : missing;
        }
    }

    private static @Nullable Object orDefault(@Nullable Object value, Arguments a) {
        boolean alsoFalse = PythonValues.truth(a.get(1, "boolean"));
        boolean keep = alsoFalse ? PythonValues.truth(value) : value != Undefined.VALUE;
        Object missing = a.get(0, "default_value");
        return keep ? value : missing == Undefined.VALUE ? "" : missing;
    }

    private static Object json(@Nullable Object value, Arguments a) {
        Object indent = a.get(0, "indent");
        return PythonJson.write(
                value, indent instanceof Number n ? Math.clamp(n.intValue(), 0, 16) : -1);
    }

    private static Object map(@Nullable Object value, Arguments a) {
        Object attribute = a.named("attribute");
        List<@Nullable Object> items = items(value);
        if (attribute != Undefined.VALUE) {
            items.replaceAll(item -> member(item, text(attribute)));
            return items;
        }
        Function filter = FILTERS.get(text(a.get(0, "filter")));
        if (filter == null) {
            throw TemplateBudget.refuse(
                    "maps with '%s', expected attribute=… or a filter"
                            .formatted(text(a.get(0, "filter"))));
        }
        items.replaceAll(item -> filter.apply(item, new Arguments(new Object[0], Map.of())));
        return items;
    }

    private static Object select(@Nullable Object value, Arguments a, boolean wanted) {
        String attribute = text(a.get(0, "attribute"));
        String test = text(a.get(1, "test"));
        List<@Nullable Object> kept = items(value);
        kept.removeIf(item -> {
            Object member = member(item, attribute);
            boolean holds =
                    test.isEmpty()
                            ? PythonValues.truth(member)
                            : JinjaTests.holds(test, member, a.get(2, "value"));
            return holds != wanted;
        });
        return kept;
    }

    private static @Nullable Object member(@Nullable Object item, String name) {
        return item instanceof Map<?, ?> map && map.containsKey(name)
                ? map.get(name)
                : Undefined.VALUE;
    }

    private interface Function {
        @Nullable Object apply(@Nullable Object value, Arguments arguments);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arguments(@Nullable Object[] positional, Map<String, Object> byName) {
        @Nullable Object get(int position, String name) {
            return position < positional.length ? positional[position] : named(name);
        }

        @Nullable Object named(String name) {
            return byName.containsKey(name) ? byName.get(name) : Undefined.VALUE;
        }

        @Nullable String text(int position, String name) {
            Object value = get(position, name);
            return None.is(value) || value == Undefined.VALUE ? null : PythonValues.text(value);
        }
    }

    private record NamedFilter(String name, Function function) implements Filter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value,
                JinjavaInterpreter interpreter,
                Object[] arguments,
                Map<String, Object> named) {
            return function.apply(value, new Arguments(arguments, named));
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return function.apply(value, new Arguments(arguments, Map.of()));
        }
    }
}
