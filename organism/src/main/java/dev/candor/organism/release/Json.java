package dev.candor.organism.release;

import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records as JSON that people can read.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .build();

    private Json() {}

    public static String of(Object record) {
        return MAPPER.writeValueAsString(record) + "\n";
    }

    static void write(Path file, Object record) throws IOException {
        WholeFile.write(file, of(record));
    }
}
