package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.PropertyNotWritableException;
import org.jspecify.annotations.Nullable;

/// Members and methods of values, without reflection: texts, lists, dicts, the loop. Any other
/// object has no members, so a template reaches no Java.
final class JinjaResolver extends ELResolver {
    @Override
    public @Nullable Object getValue(
            ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base == null) {
            return null;
        }
        context.setPropertyResolved(true);
        String name = String.valueOf(property);
        return switch (base) {
            case Map<?, ?> map -> map.containsKey(name) ? map.get(name) : Undefined.VALUE;
            case List<?> list -> element(list, name);
            case CharSequence text -> character(text, name);
            case JinjaLoop loop -> loop.member(name);
            case Undefined _ ->
                    throw TemplateBudget.refuse(
                            "takes '%s' of an undefined value, expected a value".formatted(name));
            default -> Undefined.VALUE;
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            @Nullable Object method,
            Class<?> @Nullable [] types,
            @Nullable Object @Nullable [] arguments) {
        TemplateBudget.step();
        context.setPropertyResolved(true);
        if (base instanceof Filter filter && arguments != null) {
            return filter.filter(
                    arguments[0],
                    (JinjavaInterpreter) arguments[1],
                    (Object[]) arguments[2],
                    (Map<String, Object>) arguments[3]);
        }
        if (base instanceof ExpTest test && arguments != null) {
            Object[] rest = Arrays.copyOfRange(arguments, 2, arguments.length);
            boolean holds = test.evaluate(arguments[0], JinjavaInterpreter.getCurrent(), rest);
            return String.valueOf(method).equals("evaluateNegated") != holds;
        }
        return PythonMethods.call(base, String.valueOf(method), arguments);
    }

    private static @Nullable Object element(Collection<?> list, String name) {
        int index = index(name, list.size());
        return index < 0 ? Undefined.VALUE : List.copyOf(list).get(index);
    }

    private static Object character(CharSequence text, String name) {
        int[] codePoints = text.codePoints().toArray();
        int index = index(name, codePoints.length);
        return index < 0 ? Undefined.VALUE : Character.toString(codePoints[index]);
    }

    /// Position that an index names, counted from the end if negative; negative if there is none.
    private static int index(String name, int size) {
        try {
            int index = Integer.parseInt(name);
            int position = index < 0 ? index + size : index;
            return position < size ? position : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public @Nullable Class<?> getType(
            ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(
            ELContext context,
            @Nullable Object base,
            @Nullable Object property,
            @Nullable Object value) {
        throw new PropertyNotWritableException(String.valueOf(property));
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(
            ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return Object.class;
    }
}
