package dev.candor.lab.corpus;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Streams the records of a question file, whatever holds them.
final class RecordFile {
    private final Path file;

    RecordFile(Path file) {
        this.file = file;
    }

    /// Takes records until it answers false.
    interface Sink {
        boolean accept(RawRecord record);
    }

    /// Finds out what holds the records, from the first lines.
    Container container() {
        return guarded(() -> {
            if (Files.isDirectory(file)) {
                throw new QuestionFileException(file, "is a folder, expected a file");
            }
            return ContainerSniffer.sniff(file);
        });
    }

    void forEach(Container container, Sink sink) {
        guarded(() -> {
            switch (container) {
                case JSON_LINES -> JsonRecords.lines(file, sink);
                case JSON_ARRAY, JSON_OBJECT -> JsonRecords.document(file, sink);
                case CSV -> CsvRecords.read(file, ',', sink);
                case TSV -> CsvRecords.read(file, '\t', sink);
            }
            return container;
        });
    }

    /// All of it, for files of plain lines.
    String text() {
        return guarded(() -> Files.readString(file));
    }

    String sha256() {
        return guarded(() -> FileHash.of(file));
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Reading<T> reading) {
        try {
            return reading.run();
        } catch (NoSuchFileException e) {
            throw new QuestionFileException(file, "no such file", e);
        } catch (CharacterCodingException e) {
            throw new QuestionFileException(file, "is not UTF-8 text", e);
        } catch (IOException e) {
            throw new QuestionFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}
