package dev.candor.app.bundled;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bundled test model with all that belongs to it (`docs/formats/bundle.md`), read from where
/// it lies, a folder or the jar of the classes: nothing is ever extracted. Every file is compared
/// with its line in `SHA256SUMS` before it is used.
public final class Bundle {
    private final Path folder;
    private final Checksums checksums;

    private Bundle(Path folder) {
        this.folder = folder;
        this.checksums = Checksums.read(folder.resolve(Checksums.FILE));
    }

    /// The bundle of this build.
    ///
    /// @throws BundleException if it has none
    public static Bundle own() {
        if (Bundle.class.getResource(Checksums.FILE) == null) {
            throw new BundleException(
                    "this build of Candor has no bundled test model, expected one; name a model"
                            + " with --model");
        }
        try {
            Path classes =
                    Path.of(
                            Bundle.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            // Of a jar, a file system that stays open as long as the process.
            Path root =
                    Files.isDirectory(classes)
                            ? classes
                            : FileSystems.newFileSystem(classes).getPath("/");
            return in(root.resolve(Bundle.class.getPackageName().replace('.', '/')));
        } catch (IOException e) {
            throw new BundleException("the bundled test model cannot be read: " + e, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A bundle in a folder, of any file system.
    ///
    /// @throws BundleException if it has no checksums
    public static Bundle in(Path folder) {
        return new Bundle(folder);
    }

    /// The model of a stage, held in memory.
    ///
    /// @throws BundleException if it is missing or damaged
    public GgufFile model(Stage stage) {
        return GgufFile.open(Path.of(stage.file()), MemorySegment.ofArray(bytes(stage.file())));
    }

    /// The probe that `find` made on the instruct stage.
    ///
    /// @throws BundleException if it is missing or damaged
    public Probe probe() throws IOException {
        return ProbeFile.read(file("probe.json"));
    }

    /// How the model is studied where nothing else is asked.
    ///
    /// @throws BundleException if it is missing or damaged
    public Study study() {
        return Study.parse(bytes(Study.FILE));
    }

    /// A file of questions.
    ///
    /// @param set name of the file without folder and extension
    /// @throws BundleException if it is missing or damaged
    public Path questions(String set) {
        return file("questions/" + set + ".jsonl");
    }

    /// A whole file.
    ///
    /// @param name within the bundle, folders separated by `/`
    /// @throws BundleException if it is missing or damaged
    public byte[] bytes(String name) {
        String expected = checksums.of(name);
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            String found = HexFormat.of().formatHex(sha256().digest(bytes));
            if (!found.equals(expected)) {
                throw new BundleException(
                        "bundled file %s: SHA-256 is %s, expected %s: the build is damaged"
                                .formatted(name, found, expected));
            }
            return bytes;
        } catch (IOException e) {
            throw new BundleException(
                    "bundled file %s: cannot be read (%s), expected it in the build"
                            .formatted(name, e),
                    e);
        }
    }

    private Path file(String name) {
        byte[] _ = bytes(name);
        return folder.resolve(name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
