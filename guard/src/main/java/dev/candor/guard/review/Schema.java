package dev.candor.guard.review;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Makes the tables, or brings those of an earlier build up to date.
final class Schema {
    /// Flyway's record of what was run here; a database with tables and without it is not ours.
    static final String HISTORY = "candor_review_schema";

    private static final String MIGRATIONS = "classpath:dev/candor/guard/review/";

    private Schema() {}

    static void bringUpToDate(DatabaseUrl url) {
        requireOurs(url);
        try {
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(url.dataSource())
                            // Without it, java.util.logging prints each step of each start.
                            .loggers("slf4j")
                            .table(HISTORY)
                            .locations(MIGRATIONS + "common", MIGRATIONS + url.vendor())
                            .placeholders(Map.of("seq", url.sequence()))
                            .load();
            requireNotNewer(url, flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw Database.failed(url.shown(), e);
        }
    }

    private static void requireOurs(DatabaseUrl url) {
        List<String> tables = new ArrayList<>();
        try (Connection db = url.inspecting().getConnection();
                Statement statement = db.createStatement();
                ResultSet found = statement.executeQuery(url.tablesSql())) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw Database.failed(url.shown(), e);
        }
        if (!tables.isEmpty() && !tables.contains(HISTORY)) {
            throw new ReviewQueueException(
                    "%s: holds the tables %s and no review queue, expected one or an empty database"
                            .formatted(url.shown(), String.join(", ", tables)));
        }
    }

    private static void requireNotNewer(DatabaseUrl url, Flyway flyway) {
        for (MigrationInfo migration : flyway.info().all()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED) {
                throw new ReviewQueueException(
                        "%s: its tables are those of a newer build (version %s), which this one"
                                        .formatted(url.shown(), migration.getVersion())
                                + " cannot use");
            }
        }
    }
}
