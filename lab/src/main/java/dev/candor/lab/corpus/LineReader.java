package dev.candor.lab.corpus;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Lines of a file, decoded one by one so that bad bytes cost one line and not the file.
final class LineReader implements AutoCloseable {
    private final InputStream in;
    private long number;

    LineReader(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /// @param number from 1
    /// @param text null where the bytes are not UTF-8
    record Line(long number, @Nullable String text) {}

    /// The next line without its end, null after the last.
    @Nullable Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            bytes.write(c);
        }
        number++;
        return new Line(number, decode(bytes.toByteArray()));
    }

    /// The next line that is not blank, null after the last.
    @Nullable Line nextFilled() throws IOException {
        Line line = next();
        while (line != null && line.text() != null && line.text().isBlank()) {
            line = next();
        }
        return line;
    }

    private @Nullable String decode(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            boolean mark = number == 1 && text.startsWith("\uFEFF");
            return (mark ? text.substring(1) : text).strip();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
