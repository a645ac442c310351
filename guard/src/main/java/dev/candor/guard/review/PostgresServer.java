package dev.candor.guard.review;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A queue on a server.
///
/// @param jdbc URL without a user's part
/// @param user null if the URL's parameters or the driver's defaults say so
record PostgresServer(String jdbc, @Nullable String user, @Nullable String password)
        implements DatabaseUrl {
    /// User's part, hosts, database, parameters. No @ outside of the user's part: a password with a
    /// slash that is not written as %2F would else pass for a host, and be shown.
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:jdbc:)?postgres(?:ql)?://(?:([^/?]*)@)?([^/?@]+)/([^/?@]+)(\\?[^@]*)?");

    private static final int CONNECTIONS = 4;

    static PostgresServer of(String url) {
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            throw malformed();
        }
        String jdbc =
                "jdbc:postgresql://%s/%s%s"
                        .formatted(
                                form.group(2),
                                form.group(3),
                                form.group(4) == null ? "" : form.group(4));
        String login = form.group(1);
        if (login == null) {
            return new PostgresServer(jdbc, null, null);
        }
        int colon = login.indexOf(':');
        return colon < 0
                ? new PostgresServer(jdbc, decoded(login), null)
                : new PostgresServer(
                        jdbc,
                        decoded(login.substring(0, colon)),
                        decoded(login.substring(colon + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /// Without the URL, which may hold a password, and without a cause that quotes it.
    private static ReviewQueueException malformed() {
        return new ReviewQueueException(
                "found a malformed PostgreSQL URL, expected"
                        + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
    }

    /// Records print all they have.
    @Override
    public String toString() {
        return shown();
    }

    @Override
    public String shown() {
        int parameters = jdbc.indexOf('?');
        String bare = parameters < 0 ? jdbc : jdbc.substring(0, parameters);
        return bare.substring("jdbc:".length());
    }

    @Override
    public String vendor() {
        return "postgresql";
    }

    @Override
    public String sequence() {
        return "bigint generated always as identity primary key";
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public String tablesSql() {
        return "select tablename from pg_tables where schemaname = current_schema() order by 1";
    }

    @Override
    public void requireUsable() {
        var _ = dataSource();
    }

    @Override
    public DataSource inspecting() {
        return dataSource();
    }

    @Override
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(jdbc);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }
}
