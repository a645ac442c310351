package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Jinja2's tests, `x is …`, with Python's meaning.
final class JinjaTests {
    private static final Map<String, Check> TESTS = new LinkedHashMap<>();

    static {
        test("defined", v -> v != Undefined.VALUE);
        test("undefined", v -> v == Undefined.VALUE);
        test("none", None::is);
        test("string", v -> v instanceof CharSequence);
        test("mapping", v -> v instanceof Map);
        test("number", v -> v instanceof Number || v instanceof Boolean);
        test("integer", v -> v instanceof Long || v instanceof Integer);
        test("float", v -> v instanceof Double || v instanceof Float);
        test("boolean", v -> v instanceof Boolean);
        test("true", v -> Boolean.TRUE.equals(v));
        test("false", v -> Boolean.FALSE.equals(v));
        test("iterable", JinjaTests::isSequence);
        test("sequence", JinjaTests::isSequence);
        test("lower", v -> v instanceof CharSequence && isCase(v.toString(), false));
        test("upper", v -> v instanceof CharSequence && isCase(v.toString(), true));
        test("odd", v -> v instanceof Number n && n.longValue() % 2 != 0);
        test("even", v -> v instanceof Number n && n.longValue() % 2 == 0);
        TESTS.put("divisibleby", (v, arg) -> number(v) % number(arg) == 0);
        for (String name : List.of("equalto", "eq", "==", "sameas")) {
            TESTS.put(name, (v, arg) -> PythonOperators.equal(v, arg));
        }
        TESTS.put("ne", (v, arg) -> !PythonOperators.equal(v, arg));
        TESTS.put("in", (v, arg) -> contains(arg, v));
    }

    private JinjaTests() {}

    static Set<String> names() {
        return TESTS.keySet();
    }

    static List<ExpTest> all() {
        return TESTS.entrySet().stream()
                .<ExpTest>map(test -> new Test(test.getKey(), test.getValue()))
                .toList();
    }

    /// Whether a test holds that is named in a filter, as in `selectattr('role', 'equalto',
    /// 'user')`.
    static boolean holds(String name, @Nullable Object value, @Nullable Object argument) {
        Check test = TESTS.get(name);
        if (test == null) {
            throw TemplateBudget.refuse(
                    "uses the test '%s', expected one of %s"
                            .formatted(name, String.join(", ", TESTS.keySet())));
        }
        return test.holds(value, argument);
    }

    private static boolean isSequence(@Nullable Object value) {
        return value instanceof CharSequence || value instanceof Collection || value instanceof Map;
    }

    private static boolean isCase(String text, boolean upper) {
        String changed = upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
        return text.equals(changed) && text.chars().anyMatch(Character::isLetter);
    }

    static boolean contains(@Nullable Object container, @Nullable Object value) {
        return switch (container) {
            case CharSequence text -> text.toString().contains(PythonValues.text(value));
            case Map<?, ?> map -> map.containsKey(value);
            case Collection<?> items ->
                    items.stream().anyMatch(item -> PythonOperators.equal(item, value));
            case null, default -> false;
        };
    }

    private static long number(@Nullable Object value) {
        if (value instanceof Number number && number.longValue() != 0) {
            return number.longValue();
        }
        throw TemplateBudget.refuse(
                "divides by or tests " + PythonMethods.describe(value) + ", expected a number");
    }

    private static void test(String name, Predicate<@Nullable Object> predicate) {
        TESTS.put(name, (value, _) -> predicate.test(value));
    }

    private interface Check {
        boolean holds(@Nullable Object value, @Nullable Object argument);
    }

    private record Test(String name, Check check) implements ExpTest {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean evaluate(
                @Nullable Object value,
                JinjavaInterpreter interpreter,
                @Nullable Object... arguments) {
            return check.holds(value, arguments.length > 0 ? arguments[0] : Undefined.VALUE);
        }
    }
}
