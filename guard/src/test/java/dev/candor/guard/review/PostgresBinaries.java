package dev.candor.guard.review;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the server that Maven brought.
final class PostgresBinaries {
    private static final List<String> ARCHIVES =
            List.of(
                    "/postgres-linux-x86_64.txz",
                    "/postgres-linux-arm_64.txz",
                    "/postgres-darwin-x86_64.txz",
                    "/postgres-darwin-arm_64.txz");

    private PostgresBinaries() {}

    static void unpack(Path into) throws IOException {
        try (InputStream archive = archive();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                unpack(tar, e, into.resolve(e.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path to)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        Files.createDirectories(to.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, to);
        boolean runs = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                to, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static InputStream archive() throws IOException {
        for (String name : ARCHIVES) {
            InputStream found = PostgresBinaries.class.getResourceAsStream(name);
            if (found != null) {
                return found;
            }
        }
        throw new FileNotFoundException("none of " + ARCHIVES + " is on the class path");
    }
}
