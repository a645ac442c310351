package dev.candor.lab.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One kind of record in one append-only file: a line each, `crc32c SPACE json`. A line is written
/// in one piece and handed to the operating system at once, so a killed process loses at most the
/// record it was writing; that torn tail is cut off when the file is opened again.
public final class RecordLog<T> implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHECKSUM = 8;

    private final Path file;
    private final List<T> records = new ArrayList<>();
    private final FileChannel channel;

    private RecordLog(Path file, Class<T> type) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE);
        try {
            long intact = read(Files.readAllBytes(file), type);
            channel.truncate(intact);
            channel.position(intact);
        } catch (Throwable t) {
            channel.close();
            throw t;
        }
    }

    /// Opens or creates a file and reads what it holds.
    ///
    /// @throws DamagedLogException if a record that ends with its line is damaged
    public static <T> RecordLog<T> open(Path file, Class<T> type) {
        try {
            return new RecordLog<>(file, type);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    private long read(byte[] bytes, Class<T> type) {
        int start = 0;
        for (long line = 1; start < bytes.length; line++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                return start;
            }
            String problem = check(bytes, start, end);
            if (!problem.isEmpty()) {
                throw new DamagedLogException(file, line, problem);
            }
            int json = start + CHECKSUM + 1;
            try {
                records.add(JSON.readValue(bytes, json, end - json, type));
            } catch (JacksonException e) {
                throw new DamagedLogException(
                        file,
                        line,
                        "is no " + type.getSimpleName() + ": " + e.getOriginalMessage());
            }
            start = end + 1;
        }
        return bytes.length;
    }

    private static String check(byte[] bytes, int start, int end) {
        int json = start + CHECKSUM + 1;
        if (end < json) {
            return "found " + (end - start) + " bytes";
        }
        if (bytes[json - 1] != ' ') {
            return "found no space behind the checksum";
        }
        String found = new String(bytes, start, CHECKSUM, StandardCharsets.US_ASCII);
        String computed = checksum(bytes, json, end - json);
        return found.equals(computed)
                ? ""
                : "found checksum " + found + ", the record has " + computed;
    }

    private static String checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return "%08x".formatted(crc.getValue());
    }

    /// All records, in the order in which they were appended; a view that grows.
    public List<T> records() {
        return Collections.unmodifiableList(records);
    }

    /// Appends one record.
    public void append(T record) {
        byte[] json = JSON.writeValueAsBytes(record);
        ByteArrayOutputStream line = new ByteArrayOutputStream(json.length + CHECKSUM + 2);
        line.writeBytes(checksum(json, 0, json.length).getBytes(StandardCharsets.US_ASCII));
        line.write(' ');
        line.writeBytes(json);
        line.write('\n');
        ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file
                            + ": record "
                            + (records.size() + 1)
                            + " cannot be written: "
                            + e.getMessage()
                            + " (the records before it are intact)",
                    e);
        }
        records.add(record);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
