package dev.candor.guard.policy;

import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Policies in YAML; docs/formats/policy.md says what stands in them.
public final class PolicyFile {
    private static final String SAMPLE = "sample.yaml";

    private PolicyFile() {}

    /// @throws MalformedPolicyException if it is no policy; the message has file, line and column
    /// @throws IOException naming the file, if it cannot be read
    public static Policy read(Path file) throws IOException {
        return parse(file, bytes(file));
    }

    /// The policy that comes along, for the bundled model and to learn from.
    public static Policy sample() {
        try (InputStream in = PolicyFile.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new AssertionError(SAMPLE + " is missing in the jar");
            }
            return parse(Path.of(SAMPLE), in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(SAMPLE + " cannot be read", e);
        }
    }

    static Policy parse(Path file, byte[] bytes) {
        YamlValue root = YamlFile.parse(file, bytes);
        return PolicyReader.read(name(file), Sha256.of(bytes), root);
    }

    /// One byte more than may be at most, so that too long a file is seen and not read.
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(YamlFile.MOST_BYTES + 1);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A folder is reported without its name.
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString().replaceFirst("\\.ya?ml$", "");
    }
}
