package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.util.ForLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The variable `loop` inside a `for`.
final class JinjaLoop extends ForLoop {
    private final List<?> items;

    JinjaLoop(List<?> items) {
        super(items.iterator(), items.size());
        this.items = items;
    }

    @Nullable Object member(String name) {
        int at = getIndex0();
        int last = items.size() - 1;
        return switch (name) {
            case "index" -> (long) at + 1;
            case "index0" -> (long) at;
            case "revindex" -> (long) last - at + 1;
            case "revindex0" -> (long) last - at;
            case "first" -> at == 0;
            case "last" -> at == last;
            case "length" -> (long) items.size();
            case "previtem" -> at > 0 ? items.get(at - 1) : Undefined.VALUE;
            case "nextitem" -> at < last ? items.get(at + 1) : Undefined.VALUE;
            default -> Undefined.VALUE;
        };
    }
}
