package dev.candor.app.cli;

import static dev.candor.app.cli.TextTable.Align.LEFT;
import static dev.candor.app.cli.TextTable.Align.RIGHT;

import dev.candor.app.inspect.ModelFile;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/// A [ModelFile] for people.
final class InspectText {
    private static final int MOST_CHARS = 100;
    private static final int MOST_ENTRIES = 4;
    private static final String UNKNOWN = "not in the file";

    private final Ansi ansi;
    private final List<String> lines = new ArrayList<>();

    private InspectText(Ansi ansi) {
        this.ansi = ansi;
    }

    static String summary(ModelFile model, Ansi ansi) {
        return new InspectText(ansi).summary(model);
    }

    static String tensors(ModelFile model, Ansi ansi) {
        InspectText text = new InspectText(ansi);
        text.heading("Tensors");
        TextTable table = new TextTable(LEFT, LEFT, LEFT, RIGHT, RIGHT);
        table.row("name", "type", "dimensions", "bytes", "offset");
        for (ModelFile.TensorEntry tensor : model.tensors()) {
            table.row(
                    Printable.line(tensor.name(), MOST_CHARS),
                    tensor.type(),
                    tensor.dims().stream()
                            .map(InspectText::count)
                            .collect(Collectors.joining(" × ")),
                    tensor.bytes() == null ? "?" : count(tensor.bytes()),
                    count(tensor.offset()));
        }
        text.lines.addAll(table.lines());
        return text.end();
    }

    static String metadata(ModelFile model, Ansi ansi) {
        InspectText text = new InspectText(ansi);
        text.heading("Metadata");
        TextTable table = new TextTable(LEFT, LEFT, LEFT);
        model.metadata()
                .forEach((key, value) ->
                        table.row(Printable.line(key, MOST_CHARS), type(value), value(value)));
        text.lines.addAll(table.lines());
        return text.end();
    }

    private String summary(ModelFile model) {
        String bundled = model.bundled() ? "  bundled test model" : "";
        lines.add(bold(Printable.line(model.file())) + bundled);
        lines.add("");
        if (model.isRunnable()) {
            fact("Candor runs it", ansi.string("@|green yes|@"));
        } else {
            fact("Candor runs it", ansi.string("@|red no|@"));
            model.obstacles()
                    .forEach(obstacle -> fact("", Printable.line(obstacle, 8 * MOST_CHARS)));
        }
        fact("Name", Printable.line(Objects.requireNonNullElse(model.name(), UNKNOWN), MOST_CHARS));
        fact("Family", family(model));
        shape(model.shape());
        fact("Tokens", tokens(model.tokenizer()));
        fact("Context", positions(model.shape().context()));
        fact("RoPE", rope(model.rope()));
        fact(
                "Chat template",
                model.chatTemplateChars() == null
                        ? "none"
                        : "yes, " + count(model.chatTemplateChars()) + " characters");
        fact("File", "%s, %s bytes".formatted(model.format(), count(model.bytes())));
        if (model.sha256() != null) {
            fact("SHA-256", model.sha256());
        }
        lines.add("");
        types(model);
        return end();
    }

    private static String family(ModelFile model) {
        String family = model.family();
        boolean supported = family != null && model.families().contains(family);
        String shown = family == null ? UNKNOWN : Printable.line(family, MOST_CHARS);
        return supported
                ? shown
                : shown + ", not supported; supported: " + String.join(", ", model.families());
    }

    private void shape(ModelFile.Shape shape) {
        String layers = count(shape.layers());
        String experts = shape.experts() == 0 ? "" : " in each of " + shape.experts() + " experts";
        fact(
                "Neurons",
                shape.ffn() != null
                        ? "%s layers × %s%s%s"
                                .formatted(
                                        layers,
                                        count(shape.ffn()),
                                        experts,
                                        experts.isEmpty() && shape.neurons() != null
                                                ? " = " + count(shape.neurons())
                                                : "")
                        : shape.neurons() != null
                                ? "%s layers of different sizes, %s in all"
                                        .formatted(layers, count(shape.neurons()))
                                : layers + " layers, neurons a layer " + UNKNOWN);
        fact("Width", count(shape.width()));
        fact(
                "Attention",
                "%s heads of %s, %s for keys and values"
                        .formatted(
                                count(shape.heads()),
                                count(shape.headDim()),
                                count(shape.kvHeads())));
    }

    private static String tokens(ModelFile.TokenizerKind tokenizer) {
        String model = tokenizer.model();
        String kind =
                switch (model) {
                    case null -> "tokenizer " + UNKNOWN;
                    case "llama" -> "SentencePiece (llama)";
                    case "gpt2" -> "byte-level BPE (gpt2)";
                    case "tokenizer.json" -> model;
                    default -> "tokenizer " + Printable.line(model, MOST_CHARS);
                };
        String pre = tokenizer.preTokenizer();
        return count(tokenizer.vocabulary())
                + ", "
                + kind
                + (pre == null ? "" : ", pre-tokenizer " + Printable.line(pre, MOST_CHARS));
    }

    private static String positions(@Nullable Long context) {
        return context == null ? UNKNOWN : count(context) + " tokens";
    }

    private static String rope(ModelFile.Rope rope) {
        if (rope.base() == null && rope.dimensions() == null && rope.scaling().equals("none")) {
            return UNKNOWN;
        }
        StringBuilder text = new StringBuilder();
        text.append("base ").append(rope.base() == null ? UNKNOWN : plain(rope.base()));
        if (rope.dimensions() != null) {
            text.append(", ").append(rope.dimensions()).append(" dimensions");
        }
        text.append(", scaling ").append(Printable.line(rope.scaling(), MOST_CHARS));
        if (rope.factor() != null && !rope.scaling().equals("none")) {
            text.append(" × ").append(plain(rope.factor()));
        }
        if (rope.originalContext() != null) {
            text.append(" from a context of ").append(count(rope.originalContext()));
        }
        return text.append(rope.perFrequencyFactors() ? ", factors by frequency" : "").toString();
    }

    private void types(ModelFile model) {
        TextTable table = new TextTable(LEFT, RIGHT, RIGHT, RIGHT, RIGHT);
        table.row("type", "tensors", "parameters", "bytes", "bits each");
        long bytes = 0;
        boolean all = true;
        int tensors = 0;
        for (ModelFile.TypeTotal type : model.types()) {
            table.row(
                    type.type() + (type.supported() ? "" : " (not supported)"),
                    count(type.tensors()),
                    count(type.parameters()),
                    count(type.bytes()),
                    bits(type.bytes(), type.parameters()));
            tensors += type.tensors();
            bytes += type.bytes() == null ? 0 : type.bytes();
            all &= type.bytes() != null;
        }
        Long total = all ? bytes : null;
        table.row(
                "all",
                count(tensors),
                count(model.parameters()),
                count(total),
                bits(total, model.parameters()));
        lines.addAll(table.lines());
    }

    private static String bits(@Nullable Long bytes, long parameters) {
        return bytes == null || parameters == 0
                ? "?"
                : String.format(Locale.ROOT, "%.2f", 8.0 * bytes / parameters);
    }

    private static String type(GgufValue value) {
        return value instanceof GgufValue.Array array
                ? "%s × %s".formatted(count(array.size()), array.elementType())
                : value.type().toString();
    }

    private static String value(GgufValue value) {
        return switch (value) {
            case GgufValue.Uint8(int v) -> Long.toString(v);
            case GgufValue.Int8(byte v) -> Long.toString(v);
            case GgufValue.Uint16(int v) -> Long.toString(v);
            case GgufValue.Int16(short v) -> Long.toString(v);
            case GgufValue.Uint32(long v) -> Long.toString(v);
            case GgufValue.Int32(int v) -> Long.toString(v);
            case GgufValue.Int64(long v) -> Long.toString(v);
            case GgufValue.Uint64(long v) -> Long.toUnsignedString(v);
            case GgufValue.Float32(float v) -> Float.toString(v);
            case GgufValue.Float64(double v) -> Double.toString(v);
            case GgufValue.Bool(boolean v) -> Boolean.toString(v);
            case GgufValue.Text(String v) -> quoted(v);
            case GgufStrings strings -> beginning(strings, i -> quoted(strings.get(i)));
            case GgufNumbers numbers when numbers.elementType().isReal() ->
                    beginning(numbers, i -> Double.toString(numbers.real(i)));
            case GgufNumbers numbers -> beginning(numbers, i -> Long.toString(numbers.integer(i)));
            case GgufValue.ArrayOfArrays arrays ->
                    beginning(arrays, i -> type(arrays.arrays().get(i)));
        };
    }

    private static String beginning(GgufValue.Array array, IntFunction<String> entry) {
        return IntStream.range(0, Math.min(MOST_ENTRIES, array.size()))
                        .mapToObj(entry)
                        .collect(Collectors.joining(", "))
                + (array.size() > MOST_ENTRIES ? ", …" : "");
    }

    private static String quoted(String text) {
        return '"' + Printable.line(text, MOST_CHARS) + '"';
    }

    private static String count(@Nullable Long value) {
        return value == null ? "?" : count(value.longValue());
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? count((long) value)
                : Double.toString(value);
    }

    private void heading(String title) {
        lines.add("");
        lines.add(bold(title));
    }

    private void fact(String name, String value) {
        lines.add("  " + name + " ".repeat(16 - name.length()) + value);
    }

    private String bold(String text) {
        return ansi.enabled() ? Ansi.Style.bold.on() + text + Ansi.Style.bold.off() : text;
    }

    private String end() {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
