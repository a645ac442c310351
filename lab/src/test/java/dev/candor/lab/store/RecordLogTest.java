package dev.candor.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    record Item(String name, double value, List<Integer> list) {}

    record Other(List<String> name) {}

    private static final List<Item> ITEMS =
            List.of(
                    new Item("plain", 1.5, List.of(1, 2, 3)),
                    new Item("two\nlines \"quoted\" \\ é 漢 \uD83D\uDE00", -1e-300, List.of()),
                    new Item("", Double.MIN_VALUE, List.of(Integer.MAX_VALUE)));

    @TempDir private Path dir;

    private Path written(List<Item> items) {
        Path file = dir.resolve("items.jsonl");
        try (RecordLog<Item> log = RecordLog.open(file, Item.class)) {
            items.forEach(log::append);
            assertThat(log.records()).isEqualTo(items);
        }
        return file;
    }

    private static List<Item> read(Path file) {
        try (RecordLog<Item> log = RecordLog.open(file, Item.class)) {
            return log.records();
        }
    }

    @Test
    void recordsComeBackInTheirOrder() throws IOException {
        Path file = written(ITEMS);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(read(file)).isEqualTo(ITEMS);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(Files.readAllLines(file)).hasSameSizeAs(ITEMS);
    }

    @Test
    void anAppendedRecordIsInTheFileBeforeTheLogIsClosed() throws IOException {
        Path file = dir.resolve("items.jsonl");
        try (RecordLog<Item> log = RecordLog.open(file, Item.class)) {
            log.append(ITEMS.getFirst());
            Path copy = Files.copy(file, dir.resolve("copy.jsonl"));
            assertThat(read(copy)).containsExactly(ITEMS.getFirst());
        }
    }

    @Test
    void aReopenedLogGoesOnBehindItsRecords() {
        Path file = written(ITEMS.subList(0, 1));
        for (Item item : ITEMS.subList(1, 3)) {
            try (RecordLog<Item> log = RecordLog.open(file, Item.class)) {
                log.append(item);
            }
        }
        assertThat(read(file)).isEqualTo(ITEMS);
    }

    /// A kill may leave any beginning of the file: whole records stay, and what is appended to the
    /// rest gives the file that was never cut.
    @Test
    void aTailTornAtAnyByteIsCutOff() throws IOException {
        Path file = written(ITEMS);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            Files.write(file, torn);
            int kept = 0;
            int keptBytes = 0;
            for (int i = 0; i < length; i++) {
                if (torn[i] == '\n') {
                    kept++;
                    keptBytes = i + 1;
                }
            }
            try (RecordLog<Item> log = RecordLog.open(file, Item.class)) {
                assertThat(log.records())
                        .as("cut at byte %d", length)
                        .isEqualTo(ITEMS.subList(0, kept));
                assertThat(file).hasSize(keptBytes);
                ITEMS.subList(kept, ITEMS.size()).forEach(log::append);
            }
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void aRecordWithAnyByteChangedIsRefusedByFileAndLine() throws IOException {
        Path file = written(ITEMS);
        byte[] whole = Files.readAllBytes(file);
        int line = 1;
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> read(file))
                    .as("byte %d", i)
                    .isInstanceOf(DamagedLogException.class)
                    .hasMessageStartingWith(file + ": line " + line + ": ")
                    .hasMessageEndingWith("expected a record with its checksum");
            assertThat(file).hasBinaryContent(damaged); // refused, not repaired
            line += whole[i] == '\n' ? 1 : 0;
        }
        assertThat(line).isEqualTo(ITEMS.size());
    }

    /// Without its line's end it looks torn.
    @Test
    void aLastRecordThatLostItsLinesEndIsCutOff() throws IOException {
        Path file = written(ITEMS);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThat(read(file)).isEqualTo(ITEMS.subList(0, 2));
    }

    @Test
    void recordsOfAnotherKindAreRefused() {
        Path file = written(ITEMS);
        assertThatThrownBy(() -> RecordLog.open(file, Other.class))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContainingAll(file.toString(), "line 1", "is no Other");
    }

    @Test
    void aLogThatCannotBeOpenedIsNamed() {
        Path file = dir.resolve("missing").resolve("items.jsonl");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + ": cannot be opened");
    }

    @Test
    void eachLineIsAChecksumAndJson() throws IOException {
        Path file = written(ITEMS.subList(0, 1));
        assertThat(Files.readString(file, StandardCharsets.UTF_8))
                .matches("[0-9a-f]{8} \\{\"name\":\"plain\",.*}\n");
    }
}
