package dev.candor.app.bundled;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.lab.store.ChecksumException;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/// The bundled test model with all that belongs to it (`docs/formats/bundle.md`), read from where
/// it lies, a folder or the jar of the classes: nothing is ever extracted. Every file is compared
/// with its line in `SHA256SUMS` before it is used.
public final class Bundle {
    private final Path folder;
    private final Checksums checksums;

    private Bundle(Path folder) {
        this.folder = folder;
        this.checksums = checksums(folder);
    }

    private static Checksums checksums(Path folder) {
        try {
            return Checksums.read(folder);
        } catch (IOException e) {
            throw new BundleException(
                    "bundled file %s: cannot be read (%s), expected it in the build"
                            .formatted(Checksums.FILE, e),
                    e);
        } catch (ChecksumException e) {
            throw new BundleException("bundled file " + e.getMessage(), e);
        }
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
    public Path probeFile() {
        return file("probe.json");
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
        String expected = checksums.hashes().get(name);
        if (expected == null) {
            throw new BundleException(
                    "%s is not in the bundle, expected one of %s"
                            .formatted(name, String.join(", ", checksums.hashes().keySet())));
        }
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            String found = Sha256.of(bytes);
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

    /// Whether there is a file of this name.
    ///
    /// @param name within the bundle, folders separated by `/`
    public boolean has(String name) {
        return checksums.hashes().containsKey(name);
    }

    /// A whole file, where it lies.
    ///
    /// @param name within the bundle, folders separated by `/`
    /// @throws BundleException if it is missing or damaged
    public Path file(String name) {
        byte[] _ = bytes(name);
        return folder.resolve(name);
    }
}
