package dev.candor.app.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a request's object. A field that is `null` counts as left out; one of
/// another type or value is refused by name.
///
/// @param path of the object, with a point behind it, or empty
record Fields(ObjectNode object, String path) {
    Fields(ObjectNode object) {
        this(object, "");
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    ApiException refused(String name, String expected) {
        JsonNode found = object.get(name);
        String text = found == null ? "nothing" : found.toString();
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return ApiException.bad(
                path + name, path + name + " is " + shown + ", expected " + expected);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw refused(name, "true or false");
        }
        return value.booleanValue();
    }

    double number(String name, double least, double most, double otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw refused(name, "a number from %s to %s".formatted(plain(least), plain(most)));
        }
        return value.doubleValue();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    long integer(String name, long least, long most, long otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw refused(name, "an integer from %d to %d".formatted(least, most));
        }
        return value.longValue();
    }

    @Nullable String text(String name, int longest) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > longest) {
            throw refused(name, "a text of at most " + longest + " characters");
        }
        return wellFormed(name, value.stringValue());
    }

    /// Half a surrogate pair is no text: no tokenizer takes it.
    String wellFormed(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw ApiException.bad(
                        path + name,
                        path + name + " has half a surrogate pair at " + i + ", expected text");
            }
        }
        return text;
    }

    /// A text or a list of them.
    List<String> texts(String name, int most, int longest) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        String expected = "a text or up to " + most + " texts, none empty";
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            if (!each.isString()
                    || each.stringValue().isEmpty()
                    || each.stringValue().length() > longest) {
                throw refused(name, expected);
            }
            texts.add(each.stringValue());
        }
        if (texts.size() > most) {
            throw refused(name, expected);
        }
        return texts;
    }

    /// The objects of a list; null if it is left out.
    @Nullable List<Fields> list(String name, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        String expected = "a list of at most " + most + " objects";
        if (!value.isArray() || value.size() > most) {
            throw refused(name, expected);
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode each : value) {
            if (!(each instanceof ObjectNode own)) {
                throw refused(name, expected);
            }
            objects.add(new Fields(own, path + name + "[" + objects.size() + "]."));
        }
        return objects;
    }

    /// An object; null if it is left out.
    @Nullable Fields nested(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode own)) {
            throw refused(name, "an object");
        }
        return new Fields(own, path + name + ".");
    }

    /// As it is; null if it is left out.
    @Nullable JsonNode raw(String name) {
        return value(name);
    }
}
