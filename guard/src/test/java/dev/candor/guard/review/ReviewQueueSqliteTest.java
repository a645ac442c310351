package dev.candor.guard.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewQueueSqliteTest extends ReviewQueueTest {
    private Path file() {
        return dir.resolve("review.db");
    }

    @Override
    String url() {
        return file().toString();
    }

    @Override
    Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Override
    List<String> deletions() {
        List<String> all = new ArrayList<>(super.deletions());
        String copied =
                "insert or replace into item (id, reason, response, at_millis, question, answer,"
                        + " verdict, topics, alpha, model_sha256, week, question_key, state)"
                        + " select %s, reason, %s, at_millis, 'another', answer, verdict, topics,"
                        + " alpha, model_sha256, week, question_key, 'pending' from item";
        all.add("replace into item select * from item");
        all.add(copied.formatted("'other'", "response"));
        all.add(copied.formatted("id", "'other'"));
        all.add("update or replace item set seq = 1");
        all.add("update or replace item set response = 'r1'");
        return all;
    }

    @Override
    List<String> forgeries() {
        List<String> all = new ArrayList<>(super.forgeries());
        all.add("update audit set seq = 1000");
        all.add(
                "insert or replace into audit (seq, item, at_millis, who, event)"
                        + " select seq, item, at_millis, 'somebody else', event from audit");
        all.add(
                "replace into audit (seq, item, at_millis, who, event)"
                        + " select seq, item, 0, who, event from audit");
        return all;
    }

    @Override
    String yes() {
        return "1";
    }

    @Override
    String foreignUrl() throws SQLException {
        Path foreign = dir.resolve("foreign.db");
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + foreign);
                Statement statement = db.createStatement()) {
            statement.execute("create table if not exists customers (name text)");
        }
        return "jdbc:sqlite:" + foreign;
    }

    private void refused(Path path, String message) {
        assertThatThrownBy(() -> ReviewQueue.open(path.toString(), CLOCK))
                .isInstanceOf(ReviewQueueException.class)
                .hasMessageStartingWith(path + ": " + message);
    }

    @Test
    void acknowledgedMeansOnDisk() throws SQLException {
        try (Connection db = DatabaseUrl.parse(url()).dataSource().getConnection();
                Statement statement = db.createStatement()) {
            assertThat(statement.executeQuery("pragma journal_mode").getString(1)).isEqualTo("wal");
            // 2 is FULL.
            assertThat(statement.executeQuery("pragma synchronous").getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAsItWas() throws IOException {
        Path text = Files.writeString(dir.resolve("notes.txt"), "dear diary, ".repeat(1000));
        refused(text, "is no SQLite database, expected one");
        assertThat(text).hasSize(12_000);
    }

    @Test
    void aRefusedDatabaseKeepsItsBytes() throws IOException, SQLException {
        Path file = Path.of(foreignUrl().substring("jdbc:sqlite:".length()));
        byte[] before = Files.readAllBytes(file);
        refused(file, "holds the tables customers");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        for (int i = 0; i < 40; i++) {
            submit("r" + i);
        }
        queue.close();
        try (RandomAccessFile damaged = new RandomAccessFile(file().toFile(), "rw")) {
            for (long at = 4096; at + 100 < damaged.length(); at += 4096) {
                damaged.seek(at);
                damaged.write(new byte[100]);
            }
        }
        refused(file(), "is damaged, expected a sound SQLite database: ");
        Path cut = dir.resolve("cut.db");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(file()), 1500));
        refused(cut, "is damaged, expected a sound SQLite database: ");
    }

    @Test
    void aPlaceWhereNoFileCanBeIsRefused() {
        refused(dir, "is a folder, expected a file");
        refused(
                dir.resolve("missing").resolve("review.db"),
                "there is no folder " + dir.resolve("missing"));
    }
}
