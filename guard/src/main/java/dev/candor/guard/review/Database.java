package dev.candor.guard.review;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// An open database whose schema is this build's. Every [SQLException] becomes one message here.
final class Database implements AutoCloseable {
    private final String shown;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(String shown, HikariDataSource pool) {
        this.shown = shown;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    static Database open(DatabaseUrl url) {
        url.requireUsable();
        Schema.bringUpToDate(url);
        HikariConfig config = new HikariConfig();
        config.setPoolName("candor-review");
        config.setDataSource(url.dataSource());
        config.setMaximumPoolSize(url.connections());
        config.setMinimumIdle(1);
        return guarded(url.shown(), () -> new Database(url.shown(), new HikariDataSource(config)));
    }

    <T extends @Nullable Object> T read(HandleCallback<T, RuntimeException> work) {
        return guarded(shown, () -> jdbi.withHandle(work));
    }

    /// All of it or nothing. When this returns, it is on disk.
    <T extends @Nullable Object> T write(HandleCallback<T, RuntimeException> work) {
        return guarded(shown, () -> jdbi.inTransaction(work));
    }

    static <T extends @Nullable Object> T guarded(String shown, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException | ReviewQueueException | TooManyComplaintsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(shown, e);
        }
    }

    /// The drivers name users and hosts in their messages, and no passwords; the layers above them
    /// print statements with their values.
    static ReviewQueueException failed(String shown, Exception problem) {
        Throwable cause = problem;
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof SQLException) {
                cause = t;
            }
        }
        return new ReviewQueueException(shown + ": " + cause.getMessage(), problem);
    }

    @Override
    public void close() {
        pool.close();
    }
}
