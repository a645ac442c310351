package dev.candor.engine.format.huggingface;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A table of tensors: what a folder calls them, and what GGUF does.
///
/// One line a module, `N` for a layer: `model.layers.N.self_attn.q_proj blk.N.attn_q`. Both have
/// `.weight` and `.bias` behind them. A third word is a [TensorChange]. `-` instead of GGUF's name
/// leaves a tensor out, which is then named in full; a name that ends with `*` is a beginning, to
/// be left out or to be exchanged for another.
final class TensorNames {
    private static final Pattern NAME = Pattern.compile("(.+)\\.(weight|bias)");
    private static final Pattern LAYER = Pattern.compile("\\.(0|[1-9]\\d{0,4})\\.");
    private static final String LEFT_OUT = "-";

    private record Row(String gguf, TensorChange change) {}

    /// Where a tensor goes.
    ///
    /// @param gguf its name there, null for a tensor to be left out
    record Target(@Nullable String gguf, TensorChange change) {
        private static final Target OUT = new Target(null, TensorChange.NONE);
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    TensorNames(String table) {
        table.lines()
                .map(line -> line.strip().split("\\s+"))
                .forEach(words ->
                        rows.put(
                                words[0],
                                new Row(
                                        words[1],
                                        words.length > 2
                                                ? TensorChange.valueOf(words[2])
                                                : TensorChange.NONE)));
    }

    /// Where the tensor of this name goes; null if the table does not know it.
    @Nullable Target target(String name) {
        String canonical = name;
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            String beginning = row.getKey();
            if (beginning.endsWith("*")) {
                beginning = beginning.substring(0, beginning.length() - 1);
                if (name.startsWith(beginning)) {
                    String other = row.getValue().gguf();
                    if (other.equals(LEFT_OUT)) {
                        return Target.OUT;
                    }
                    canonical =
                            other.substring(0, other.length() - 1)
                                    + name.substring(beginning.length());
                    break;
                }
            }
        }
        return canonicalTarget(canonical);
    }

    private @Nullable Target canonicalTarget(String name) {
        Matcher layer = LAYER.matcher(name);
        String number = layer.find() ? layer.group() : "";
        String pattern = number.isEmpty() ? name : layer.replaceFirst(".N.");
        Row whole = rows.get(pattern);
        if (whole != null && whole.gguf().equals(LEFT_OUT)) {
            return Target.OUT;
        }
        Matcher parts = NAME.matcher(pattern);
        Row row = parts.matches() ? rows.get(parts.group(1)) : null;
        if (row == null || row.gguf().equals(LEFT_OUT)) {
            return null;
        }
        String gguf = row.gguf().replace(".N.", number) + "." + parts.group(2);
        // A bias is a vector, which has no other order.
        boolean bias = parts.group(2).equals("bias");
        return new Target(gguf, bias ? TensorChange.NONE : row.change());
    }
}
