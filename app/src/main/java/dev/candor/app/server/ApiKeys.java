package dev.candor.app.server;

import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The keys that a server knows, by their hashes. A line of the file is `ROLE NAME SHA256`; empty
/// lines and those that begin with # say nothing.
///
/// Keys are 256 random bits, so a plain hash of one tells nothing of it.
public final class ApiKeys {
    private static final int KEY_BYTES = 32;
    private static final String PREFIX = "candor-";

    /// @param sha256 of the key, in hex
    private record Known(Caller caller, String sha256) {}

    /// A new key and the line of the file that lets it in.
    public record Made(String key, String line) {}

    private final List<Known> known;

    private ApiKeys(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /// @throws MalformedKeysException if the file holds no keys
    public static ApiKeys read(Path file) throws IOException {
        List<Known> known = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                known.add(known(file, i + 1, line));
            }
        }
        if (known.isEmpty()) {
            throw new MalformedKeysException(
                    file
                            + ": has no key, expected lines of ROLE NAME SHA256; 'candor key' makes one");
        }
        return new ApiKeys(known);
    }

    private static Known known(Path file, int number, String line) {
        String[] words = line.split("\\s+");
        Optional<Role> role = Role.named(words[0]);
        if (words.length != 3 || role.isEmpty() || !words[2].matches("[0-9a-f]{64}")) {
            throw new MalformedKeysException(
                    "%s:%d: is no key, expected user, reviewer or admin, a name, and 64 hexadecimal digits"
                            .formatted(file, number));
        }
        return new Known(new Caller(words[1], role.get()), words[2]);
    }

    /// A new key.
    ///
    /// @param name without white space
    public static Made make(Role role, String name, SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Made(key, role.label() + " " + name + " " + sha256(key));
    }

    /// Whose key it is. Takes as long for a wrong key as for a right one.
    Optional<Caller> caller(String key) {
        byte[] hash = ascii(sha256(key));
        Caller found = null;
        for (Known each : known) {
            boolean same = MessageDigest.isEqual(ascii(each.sha256), hash);
            found = same ? each.caller : found;
        }
        return Optional.ofNullable(found);
    }

    private static String sha256(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] ascii(String hex) {
        return hex.getBytes(StandardCharsets.US_ASCII);
    }
}
