package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.el.ext.AstRangeBracket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/// `base[from:to]` of a list, or of a text in code points.
final class PythonSlice extends AstRangeBracket {
    PythonSlice(
            AstNode base,
            @Nullable AstNode from,
            @Nullable AstNode to,
            boolean lvalue,
            boolean strict) {
        super(base, from, to, lvalue, strict, false);
    }

    @Override
    public Object eval(Bindings bindings, ELContext context) {
        Object base = prefix.eval(bindings, context);
        @Nullable Object from = property == null ? null : property.eval(bindings, context);
        @Nullable Object to = rangeMax == null ? null : rangeMax.eval(bindings, context);
        return switch (base) {
            case CharSequence text -> {
                int[] codePoints = text.codePoints().toArray();
                int start = bound(from, 0, codePoints.length);
                int end = Math.max(start, bound(to, codePoints.length, codePoints.length));
                yield new String(codePoints, start, end - start);
            }
            case Collection<?> items -> {
                int start = bound(from, 0, items.size());
                int end = Math.max(start, bound(to, items.size(), items.size()));
                List<?> all = new ArrayList<>(items);
                yield new ArrayList<Object>(all.subList(start, end));
            }
            case null, default ->
                    throw TemplateBudget.refuse(
                            "slices %s, expected a string or list"
                                    .formatted(PythonMethods.describe(base)));
        };
    }

    private static int bound(@Nullable Object value, int missing, int size) {
        if (None.is(value)) {
            return missing;
        }
        if (!(value instanceof Number number)) {
            throw TemplateBudget.refuse(
                    "slices at %s, expected a number".formatted(PythonMethods.describe(value)));
        }
        long at = number.longValue();
        return Math.clamp(at < 0 ? at + size : at, 0, size);
    }
}
