package dev.candor.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `SHA256SUMS`: what the files of a folder must be, as `sha256sum` writes and checks it.
///
/// @param hashes file, relative to the folder with `/` between names → SHA-256 in lower-case hex
public record Checksums(SortedMap<String, String> hashes) {
    public static final String FILE = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](\\S.*)");

    public Checksums {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /// Of files as they are now.
    ///
    /// @param names relative to the folder, `/` between names
    public static Checksums of(Path folder, Collection<String> names) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String name : names) {
            hashes.put(name, Sha256.of(folder.resolve(name)));
        }
        return new Checksums(hashes);
    }

    /// Reads the checksums of a folder.
    ///
    /// @throws ChecksumException naming a line that is none
    public static Checksums read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        List<String> lines = Files.readAllLines(file);
        SortedMap<String, String> hashes = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = LINE.matcher(lines.get(i));
            if (!matcher.matches()) {
                throw new ChecksumException(
                        file,
                        "line %d: found '%s', expected a SHA-256 and a file"
                                .formatted(i + 1, lines.get(i)));
            }
            hashes.put(matcher.group(2), matcher.group(1));
        }
        return new Checksums(hashes);
    }

    /// Writes them into the folder.
    public void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        hashes.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        WholeFile.write(folder.resolve(FILE), text.toString());
    }

    /// Refuses a folder in which a file is missing or not as it was.
    ///
    /// @throws ChecksumException naming the first such file
    public void require(Path folder) throws IOException {
        for (String name : hashes.keySet()) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new ChecksumException(file, "is missing, expected it as " + FILE + " says");
            }
            String found = Sha256.of(file);
            if (!found.equals(hashes.get(name))) {
                throw new ChecksumException(
                        file,
                        "was changed: SHA-256 is %s, expected %s as %s says"
                                .formatted(found, hashes.get(name), FILE));
            }
        }
    }
}
