package dev.candor.guard.review;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// A queue in a file.
record SqliteFile(Path file) implements DatabaseUrl {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    /// The driver reads parameters after a question mark, wherever in the whole path it stands, and
    /// they could turn off what makes a commit last.
    SqliteFile {
        if (file.toString().contains("?")) {
            throw refused(file.toString());
        }
    }

    static SqliteFile of(String path) {
        // A name in colons is a database that no disk has.
        if (path.isBlank() || path.startsWith(":") || path.startsWith("file:")) {
            throw refused(path);
        }
        try {
            return new SqliteFile(Path.of(path).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new ReviewQueueException("found no path of a file: " + e.getMessage(), e);
        }
    }

    private static ReviewQueueException refused(String path) {
        return new ReviewQueueException(
                "found the SQLite database '%s', expected the path of a file without parameters"
                        .formatted(path));
    }

    @Override
    public String shown() {
        return file.toString();
    }

    @Override
    public String vendor() {
        return "sqlite";
    }

    @Override
    public String sequence() {
        return "integer primary key autoincrement";
    }

    /// SQLite has one writer; with one connection it never waits for itself.
    @Override
    public int connections() {
        return 1;
    }

    @Override
    public String tablesSql() {
        return "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%'"
                + " escape '\\' order by name";
    }

    @Override
    public void requireUsable() {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ReviewQueueException(shown() + ": there is no folder " + folder);
        }
        try {
            if (Files.isDirectory(file)) {
                throw new ReviewQueueException(shown() + ": is a folder, expected a file");
            }
            if (Files.exists(file) && Files.size(file) > 0) {
                requireMagic();
                requireSound();
            }
        } catch (IOException e) {
            throw new ReviewQueueException(shown() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireMagic() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new ReviewQueueException(shown() + ": is no SQLite database, expected one");
            }
        }
    }

    private void requireSound() {
        try (Connection db = inspecting().getConnection();
                Statement statement = db.createStatement();
                ResultSet found = statement.executeQuery("pragma quick_check(1)")) {
            String first = found.next() ? found.getString(1) : "nothing";
            if (!"ok".equals(first)) {
                throw damaged(first, null);
            }
        } catch (SQLException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private ReviewQueueException damaged(String found, @Nullable SQLException cause) {
        return new ReviewQueueException(
                shown() + ": is damaged, expected a sound SQLite database: " + found, cause);
    }

    @Override
    public DataSource inspecting() {
        SQLiteDataSource plain = new SQLiteDataSource();
        plain.setUrl("jdbc:sqlite:" + file);
        return plain;
    }

    @Override
    public DataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A commit that returned survives a loss of power.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // A transaction that reads before it writes would else fail beside another process.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
