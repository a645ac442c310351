package dev.candor.engine.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of bad file is refused with one message: file, place, found, expected.
final class SafetensorsHostileInputTest {
    private static final String GOOD = entry("a", "F32", "[2]", "[0,8]");

    @TempDir Path folder;

    @Test
    void whatIsNoFileIsRefused() throws IOException {
        refused(folder.resolve("absent"))
                .hasMessageContainingAll("absent", "does not exist", "expected a safetensors file");
        refused(folder).hasMessageContaining("is a directory, expected a safetensors file");
        refused(Files.write(folder.resolve("empty"), new byte[0]))
                .hasMessageContaining("is empty, expected a safetensors file");
        refused(Files.write(folder.resolve("short"), new byte[7]))
                .hasMessageContaining("offset 0: the file ends at 7, expected 8 bytes");
    }

    @Test
    void aHeaderBeyondTheFileOrTheLimitIsRefused() throws IOException {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        refused(write(3, header, 0))
                .hasMessageContaining("offset 0: the header has 3 bytes, expected at most 2");
        refused(write(-1, header, 0))
                .hasMessageContaining("has 18446744073709551615 bytes, expected at most 2");
        refused(write(Long.MAX_VALUE, header, 0)).hasMessageContaining("expected at most 2");
        Path large = write(100_000_001, header, 0);
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(200_000_000); // a hole, which takes no room
        }
        refused(large).hasMessageContaining("has 100000001 bytes, expected at most 100000000");
    }

    @Test
    void whatIsNoJsonObjectIsRefused() throws IOException {
        refused("").hasMessageContaining("does not begin with '{'");
        refused(" {}").hasMessageContaining("does not begin with '{'");
        refused("[]").hasMessageContaining("does not begin with '{'");
        refused("{").hasMessageContainingAll("header, character", "is no JSON");
        refused("{} {}").hasMessageContainingAll("header, character", "is no JSON");
        refused("{'a':1}").hasMessageContaining("is no JSON");
        refused("{\"a\":" + "[".repeat(100_000)).hasMessageContaining("is no JSON");
        refused(header("{\"\u00fc\":1}", StandardCharsets.ISO_8859_1, 0))
                .hasMessageContaining("header: is no valid UTF-8");
        refused(header("{}", StandardCharsets.UTF_16LE, 0)).hasMessageContaining("is no JSON");
    }

    @Test
    void namesGivenTwiceAreRefused() throws IOException {
        refused("{" + GOOD + "," + GOOD + "}", 8).hasMessageContainingAll("is no JSON", "\"a\"");
        refused("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}").hasMessageContaining("\"k\"");
        refused("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}").hasMessageContaining("\"dtype\"");
    }

    @Test
    void metadataAreTexts() throws IOException {
        refused("{\"__metadata__\":3}")
                .hasMessageContaining(
                        "header, __metadata__: is NUMBER, expected an object of texts");
        refused("{\"__metadata__\":{\"k\":[]}}")
                .hasMessageContaining("metadata key k: is ARRAY, expected a text");
    }

    @Test
    void entriesThatSayTooLittleAreRefused() throws IOException {
        refused("{\"a\":3}").hasMessageContaining("tensor a: has dtype missing");
        refused("{" + entry("a", "F33", "[2]", "[0,8]") + "}", 8)
                .hasMessageContaining("tensor a: has dtype \"F33\", expected a type of the format");
        refused("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8)
                .hasMessageContaining("tensor a: has shape missing, expected a list of numbers");
        refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8)
                .hasMessageContaining("has data_offsets missing, expected a list of numbers");
        for (String dim : new String[] {"-1", "2.0", "\"2\"", "null", "9223372036854775808"}) {
            refused("{" + entry("a", "F32", "[" + dim + "]", "[0,8]") + "}", 8)
                    .hasMessageContaining("tensor a: has " + dim + " in shape, expected 0 to");
        }
    }

    @Test
    void dataOutsideTheFileOrOfAnotherSizeAreRefused() throws IOException {
        for (String offsets : new String[] {"[0,9]", "[8,0]", "[0]", "[0,4,8]", "[9,9]"}) {
            refused("{" + entry("a", "F32", "[2]", offsets) + "}", 8)
                    .hasMessageContainingAll(
                            "tensor a: has data_offsets [",
                            "expected begin and end within the 8 bytes");
        }
        refused("{" + entry("a", "F16", "[2]", "[0,8]") + "}", 8)
                .hasMessageContaining("tensor a: has 8 bytes of data, expected 4 for F16 [2]");
        refused("{" + entry("a", "F4", "[3]", "[0,2]") + "}", 2)
                .hasMessageContaining("has 12 bits of data (F4 [3]), expected whole bytes");
    }

    @Test
    void dimensionsThatOverflowAreRefused() throws IOException {
        for (String shape :
                new String[] {
                    "[9223372036854775807]",
                    "[4611686018427387904,4]",
                    "[4294967296,4294967296]",
                    "[4294967296,4294967296,0]"
                }) {
            refused("{" + entry("a", "F32", shape, "[0,8]") + "}", 8)
                    .hasMessageContaining("of F32, expected fewer than 2^63 bits");
        }
    }

    @Test
    void tensorsThatOverlapOrLeaveHolesAreRefused() throws IOException {
        String far = entry("b", "F32", "[1]", "[12,16]");
        refused("{" + GOOD + "," + far + "}", 16)
                .hasMessageContainingAll(
                        "tensor b: starts at offset", "where the tensor before it");
        refused("{" + GOOD + "," + entry("b", "F32", "[2]", "[4,12]") + "}", 12)
                .hasMessageContaining("tensor b: starts at offset");
        refused("{" + entry("b", "F32", "[1]", "[4,8]") + "}", 8)
                .hasMessageContaining("tensor b: starts at offset");
        refused("{" + GOOD + "}", 9).hasMessageContaining("expected them to fill the file of");
        refused("{}", 1).hasMessageContaining("expected them to fill the file of 11 bytes");
    }

    @Test
    void whatTheFormatAllowsIsRead() throws IOException {
        String more =
                "\"x\":{\"shape\":[],\"note\":null,\"data_offsets\":[8,9],\"dtype\":\"BOOL\"}";
        try (SafetensorsFile file =
                SafetensorsFile.open(
                        header("{" + more + "," + GOOD + "}   ", StandardCharsets.UTF_8, 9))) {
            assertThat(file.listing()).containsOnlyKeys("a", "x");
            assertThat(file.metadata()).isEmpty();
        }
        try (SafetensorsFile file = SafetensorsFile.open(header("{}", StandardCharsets.UTF_8, 0))) {
            assertThat(file.tensors()).isEmpty();
        }
    }

    private static String entry(String name, String type, String shape, String offsets) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
                .formatted(name, type, shape, offsets);
    }

    private AbstractThrowableAssert<?, ?> refused(String header) throws IOException {
        return refused(header, 0);
    }

    private AbstractThrowableAssert<?, ?> refused(String header, int dataBytes) throws IOException {
        return refused(header(header, StandardCharsets.UTF_8, dataBytes));
    }

    private static AbstractThrowableAssert<?, ?> refused(Path file) {
        return assertThatThrownBy(() -> SafetensorsFile.open(file).close())
                .isInstanceOf(MalformedModelException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private Path header(String header, Charset charset, int dataBytes) throws IOException {
        byte[] bytes = header.getBytes(charset);
        return write(bytes.length, bytes, dataBytes);
    }

    private Path write(long length, byte[] header, int dataBytes) throws IOException {
        ByteBuffer file =
                ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(length).put(header);
        return Files.write(folder.resolve("bad.safetensors"), file.array());
    }
}
