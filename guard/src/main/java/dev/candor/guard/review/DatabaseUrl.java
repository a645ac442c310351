package dev.candor.guard.review;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// Where the queue is kept.
sealed interface DatabaseUrl permits SqliteFile, PostgresServer {
    /// A name of two letters or more before a colon; one letter is a drive.
    Pattern SCHEME = Pattern.compile("((?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

    /// What a user wrote.
    ///
    /// @throws ReviewQueueException if it is neither a file nor a PostgreSQL server; the message
    ///   has no more of the URL than its scheme, since the rest may hold a password
    static DatabaseUrl parse(String url) {
        if (url.isBlank()) {
            throw new ReviewQueueException("found no database, expected " + expected());
        }
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.matches()) {
            return SqliteFile.of(url);
        }
        return switch (scheme.group(1)) {
            case "jdbc:sqlite" -> SqliteFile.of(url.substring("jdbc:sqlite:".length()));
            case "jdbc:postgresql", "postgresql", "postgres" -> PostgresServer.of(url);
            case String other ->
                    throw new ReviewQueueException(
                            "found a database of the kind '" + other + "', expected " + expected());
        };
    }

    private static String expected() {
        return "the path of an SQLite file, jdbc:sqlite:PATH or postgresql://HOST/DATABASE";
    }

    /// For messages: no password.
    String shown();

    /// The folder under the migrations with what only this database understands.
    String vendor();

    /// The type of a number that the database counts up.
    String sequence();

    /// How many connections to keep.
    int connections();

    /// Asks for the names of the tables that a fresh connection sees.
    String tablesSql();

    /// Throws if the database cannot be there.
    void requireUsable();

    /// For looking at what may not be ours: changes no setting.
    DataSource inspecting();

    DataSource dataSource();
}
