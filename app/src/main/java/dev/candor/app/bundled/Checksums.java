package dev.candor.app.bundled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What every file of a bundle must be, in the format of `sha256sum`.
///
/// @param hashes file within the bundle → SHA-256 in lower-case hex
record Checksums(Map<String, String> hashes) {
    static final String FILE = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](\\S.*)");

    static Checksums read(Path file) {
        Map<String, String> hashes = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new BundleException(
                            "bundled file %s: found the line '%s', expected a SHA-256 and a file"
                                    .formatted(FILE, line));
                }
                hashes.put(matcher.group(2), matcher.group(1));
            }
        } catch (IOException e) {
            throw new BundleException(
                    "bundled file %s: cannot be read (%s), expected it in the build"
                            .formatted(FILE, e),
                    e);
        }
        return new Checksums(hashes);
    }

    /// @throws BundleException if the file is not of the bundle
    String of(String name) {
        String hash = hashes.get(name);
        if (hash == null) {
            throw new BundleException(
                    "%s is not in the bundle, expected one of %s"
                            .formatted(name, String.join(", ", hashes.keySet())));
        }
        return hash;
    }
}
