package dev.candor.engine.tokenizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary.Operator;
import org.jspecify.annotations.Nullable;

/// Python's operators: strict about types, and bounded in what they build.
final class PythonOperators {
    static final Operator ADD =
            (bindings, context, left, right) ->
                    add(left.eval(bindings, context), right.eval(bindings, context));

    static final Operator MULTIPLY =
            (bindings, context, left, right) ->
                    multiply(left.eval(bindings, context), right.eval(bindings, context));

    static final Operator CONCATENATE =
            (bindings, context, left, right) ->
                    concatenate(
                            PythonValues.text(left.eval(bindings, context)),
                            PythonValues.text(right.eval(bindings, context)));

    /// The operand that decided, not a boolean.
    static final Operator AND =
            (bindings, context, left, right) -> {
                Object value = left.eval(bindings, context);
                return PythonValues.truth(value) ? right.eval(bindings, context) : value;
            };

    static final Operator OR =
            (bindings, context, left, right) -> {
                Object value = left.eval(bindings, context);
                return PythonValues.truth(value) ? value : right.eval(bindings, context);
            };

    static final Operator EQUAL =
            (bindings, context, left, right) ->
                    equal(left.eval(bindings, context), right.eval(bindings, context));

    static final Operator NOT_EQUAL =
            (bindings, context, left, right) ->
                    !equal(left.eval(bindings, context), right.eval(bindings, context));

    private PythonOperators() {}

    private static Object add(@Nullable Object left, @Nullable Object right) {
        if (left instanceof CharSequence && right instanceof CharSequence) {
            return concatenate(left.toString(), right.toString());
        }
        if (left instanceof Number a && right instanceof Number b) {
            return whole(a, b)
                    ? (Object) Math.addExact(a.longValue(), b.longValue())
                    : (Object) (a.doubleValue() + b.doubleValue());
        }
        if (left instanceof Collection<?> a && right instanceof Collection<?> b) {
            TemplateBudget.checkList((long) a.size() + b.size());
            List<Object> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        }
        throw TemplateBudget.refuse(
                "adds %s to %s, expected two strings, numbers or lists"
                        .formatted(PythonMethods.describe(right), PythonMethods.describe(left)));
    }

    private static Object multiply(@Nullable Object left, @Nullable Object right) {
        if (left instanceof CharSequence text && right instanceof Number times) {
            TemplateBudget.checkText(text.length() * Math.max(0, times.longValue()));
            return text.toString().repeat(Math.max(0, times.intValue()));
        }
        if (left instanceof Number a && right instanceof Number b) {
            return whole(a, b)
                    ? (Object) Math.multiplyExact(a.longValue(), b.longValue())
                    : (Object) (a.doubleValue() * b.doubleValue());
        }
        throw TemplateBudget.refuse(
                "multiplies %s by %s, expected numbers, or a string and a number"
                        .formatted(PythonMethods.describe(left), PythonMethods.describe(right)));
    }

    private static String concatenate(String left, String right) {
        TemplateBudget.checkText((long) left.length() + right.length());
        return left + right;
    }

    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return whole(a, b)
                    ? a.longValue() == b.longValue()
                    : a.doubleValue() == b.doubleValue();
        }
        if (left instanceof CharSequence && right instanceof CharSequence) {
            return left.toString().equals(right.toString());
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.equals(b);
        }
        if (left instanceof Collection<?> a && right instanceof Collection<?> b) {
            return new ArrayList<Object>(a).equals(new ArrayList<Object>(b));
        }
        return None.is(left) ? None.is(right) : Objects.equals(left, right);
    }

    private static boolean whole(Number a, Number b) {
        return (a instanceof Long || a instanceof Integer)
                && (b instanceof Long || b instanceof Integer);
    }
}
