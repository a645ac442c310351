package dev.candor.app.find;

import dev.candor.engine.forward.Session;
import dev.candor.lab.corpus.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The SHA-256 of the code that runs: of the jars of engine, lab and app, or of their classes.
final class CodeHash {
    private CodeHash() {}

    static String compute() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Class<?> type : List.of(Session.class, Question.class, FindRun.class)) {
                CodeSource source = type.getProtectionDomain().getCodeSource();
                Path place = Path.of(source.getLocation().toURI());
                for (Path file : files(place)) {
                    digest.update(place.relativize(file).toString().getBytes("UTF-8"));
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
