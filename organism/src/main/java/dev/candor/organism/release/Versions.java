package dev.candor.organism.release;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// What made an organism.
///
/// @param candor the project's version
/// @param libtorch the version of libtorch's Java binding
/// @param java the JVM that trained
public record Versions(String candor, String libtorch, String java) {
    /// Those of this build and this JVM.
    public static Versions here() throws IOException {
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            if (in == null) {
                throw new IOException("versions.properties is missing from the jar");
            }
            Properties properties = new Properties();
            properties.load(in);
            return new Versions(
                    properties.getProperty("candor", "unknown"),
                    properties.getProperty("libtorch", "unknown"),
                    Runtime.version().toString());
        }
    }
}
