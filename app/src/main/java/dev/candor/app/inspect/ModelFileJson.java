package dev.candor.app.inspect;

import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufType;
import dev.candor.engine.format.gguf.GgufValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.IntConsumer;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.node.ValueNode;

/// A [ModelFile] for programs, documented in `docs/formats/inspect-json.md`.
public final class ModelFileJson {
    private static final String SCHEMA = "candor.inspect/1";

    /// Entries of an array that are shown; vocabularies have 32,000 and more.
    private static final int MOST_ENTRIES = 8;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
                    .build();

    private ModelFileJson() {}

    /// With a final newline.
    ///
    /// @param tensors whether every tensor is listed
    /// @param metadata whether every key is listed
    public static String write(ModelFile model, boolean tensors, boolean metadata) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("file", model.file());
        root.put("bundled", model.bundled());
        root.put("format", model.format());
        root.put("ggufVersion", model.ggufVersion());
        root.put("bytes", model.bytes());
        root.put("sha256", model.sha256());
        root.put("name", model.name());
        root.put("family", model.family());
        model.families().forEach(root.putArray("families")::add);
        root.put("runnable", model.isRunnable());
        model.obstacles().forEach(root.putArray("obstacles")::add);
        root.set("shape", MAPPER.valueToTree(model.shape()));
        root.set("rope", MAPPER.valueToTree(model.rope()));
        root.set("tokenizer", MAPPER.valueToTree(model.tokenizer()));
        root.put("chatTemplateChars", model.chatTemplateChars());
        root.put("parameters", model.parameters());
        root.set("types", MAPPER.valueToTree(model.types()));
        if (tensors) {
            root.set("tensors", MAPPER.valueToTree(model.tensors()));
        }
        if (metadata) {
            ArrayNode entries = root.putArray("metadata");
            for (Map.Entry<String, GgufValue> entry : model.metadata().entrySet()) {
                describe(entries.addObject().put("key", entry.getKey()), entry.getValue());
            }
        }
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static void describe(ObjectNode entry, GgufValue value) {
        entry.put("type", value.type().name());
        switch (value) {
            case GgufValue.Whole whole -> whole(entry, whole);
            case GgufValue.Float32(float v) -> entry.set("value", real(v));
            case GgufValue.Float64(double v) -> entry.set("value", real(v));
            case GgufValue.Bool(boolean v) -> entry.put("value", v);
            case GgufValue.Text(String v) -> entry.put("value", v);
            case GgufValue.Array array -> {
                entry.put("elementType", array.elementType().name());
                entry.put("size", array.size());
                beginning(entry.putArray("first"), array);
            }
        }
    }

    private static void whole(ObjectNode entry, GgufValue.Whole whole) {
        switch (whole) {
            case GgufValue.Uint8(int v) -> entry.put("value", v);
            case GgufValue.Int8(byte v) -> entry.put("value", v);
            case GgufValue.Uint16(int v) -> entry.put("value", v);
            case GgufValue.Int16(short v) -> entry.put("value", v);
            case GgufValue.Uint32(long v) -> entry.put("value", v);
            case GgufValue.Int32(int v) -> entry.put("value", v);
            case GgufValue.Int64(long v) -> entry.put("value", v);
            case GgufValue.Uint64(long v) ->
                    entry.put("value", new BigInteger(Long.toUnsignedString(v)));
        }
    }

    /// JSON has no NaN and no infinity: those are text. A float prints as short as Java prints it.
    private static ValueNode real(Number value) {
        return Double.isFinite(value.doubleValue())
                ? DecimalNode.valueOf(new BigDecimal(value.toString()))
                : StringNode.valueOf(value.toString());
    }

    private static Number shortest(GgufNumbers numbers, int i) {
        double value = numbers.real(i);
        return numbers.elementType() == GgufType.FLOAT32 ? (Number) (float) value : value;
    }

    private static void beginning(ArrayNode first, GgufValue.Array array) {
        IntConsumer add =
                switch (array) {
                    case GgufStrings strings -> i -> first.add(strings.get(i));
                    case GgufNumbers numbers when numbers.elementType().isReal() ->
                            i -> first.add(real(shortest(numbers, i)));
                    case GgufNumbers numbers -> i -> first.add(numbers.integer(i));
                    case GgufValue.ArrayOfArrays arrays ->
                            i -> first.add(arrays.arrays().get(i).size() + " entries");
                };
        for (int i = 0; i < Math.min(MOST_ENTRIES, array.size()); i++) {
            add.accept(i);
        }
    }
}
