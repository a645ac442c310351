package dev.candor.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
    /// SHA-256 of `abc`: FIPS 180-2, appendix B.1.
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path dir;

    private Checksums sealed() throws IOException {
        Files.createDirectory(dir.resolve("below"));
        Files.writeString(dir.resolve("z.txt"), "abc");
        Files.writeString(dir.resolve("below/a b.txt"), "abc");
        Checksums.of(dir, List.of("z.txt", "below/a b.txt")).write(dir);
        return Checksums.read(dir);
    }

    @Test
    void theHashesAreThoseOfTheStandard() throws IOException {
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(ABC);
        assertThat(sealed().hashes()).containsValues(ABC);
    }

    @Test
    void theFileIsAsSha256sumWritesItInTheOrderOfTheNames() throws IOException {
        assertThat(sealed().hashes()).hasSize(2);
        assertThat(dir.resolve("SHA256SUMS"))
                .hasContent(ABC + "  below/a b.txt\n" + ABC + "  z.txt\n");
    }

    @Test
    void aFolderAsItWasPassesAndAChangeIsNamed() throws IOException {
        Checksums checksums = sealed();
        checksums.require(dir);
        Path file = dir.resolve("below/a b.txt");
        Files.writeString(file, "abd");
        assertThatThrownBy(() -> checksums.require(dir))
                .isInstanceOf(ChecksumException.class)
                .hasMessageStartingWith(file + ": was changed: SHA-256 is ")
                .hasMessageContaining("expected " + ABC);
        Files.delete(file);
        assertThatThrownBy(() -> checksums.require(dir))
                .hasMessageStartingWith(file + ": is missing");
    }

    @Test
    void aLineThatIsNoneIsNamed() throws IOException {
        Files.writeString(dir.resolve("SHA256SUMS"), ABC + "  a\n" + ABC + " b\n");
        assertThatThrownBy(() -> Checksums.read(dir))
                .isInstanceOf(ChecksumException.class)
                .hasMessageContainingAll("SHA256SUMS: line 2", "expected a SHA-256 and a file");
    }
}
