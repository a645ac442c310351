package dev.candor.lab.report;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON that can stand inside a `<script>` element.
final class ScriptJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private ScriptJson() {}

    /// `<`, `>` and `&` would end the element or open a comment, U+2028 and U+2029 end a line of
    /// script: in JSON they occur inside strings only, where an escape means the same.
    static String write(Object value) {
        return MAPPER.writeValueAsString(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
