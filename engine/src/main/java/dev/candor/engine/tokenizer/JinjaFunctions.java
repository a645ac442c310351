package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.el.ext.NamedParameter;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.objects.date.StrftimeFormatter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Functions that Hugging Face gives to chat templates. Public because jinjava calls them by
/// reflection; no API.
public final class JinjaFunctions {
    /// Written by [JinjaSource] around everything that is printed.
    static final String OUT = "out__";

    /// Written by [JinjaSource] around every condition.
    static final String TRUTH = "truth__";

    private JinjaFunctions() {}

    static List<ELFunctionDefinition> all() {
        return List.of(
                function("raise_exception", "raiseException", String.class),
                function("strftime_now", "strftimeNow", String.class),
                function("dict", "dict", Object[].class),
                function(OUT, "out", Object.class),
                function(TRUTH, "truth", Object.class));
    }

    private static ELFunctionDefinition function(String name, String method, Class<?> parameter) {
        return new ELFunctionDefinition("", name, JinjaFunctions.class, method, parameter);
    }

    /// What `{{ value }}` writes.
    public static String out(@Nullable Object value) {
        return PythonValues.text(value);
    }

    /// Whether a condition holds.
    public static boolean truth(@Nullable Object value) {
        return PythonValues.truth(value);
    }

    /// Stops the rendering with the template's own message.
    public static Object raiseException(String message) {
        throw TemplateBudget.refuse("refuses the messages: " + message);
    }

    /// Now, in UTC, in the format of C's `strftime`.
    public static String strftimeNow(String format) {
        long millis =
                JinjavaInterpreter.getCurrent()
                        .getConfig()
                        .getDateTimeProvider()
                        .getCurrentTimeMillis();
        return StrftimeFormatter.format(
                Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC), format);
    }

    /// A dict of named arguments.
    public static Map<String, Object> dict(Object... arguments) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object argument : arguments) {
            if (argument instanceof NamedParameter named) {
                map.put(named.getName(), named.getValue());
            }
        }
        return map;
    }
}
