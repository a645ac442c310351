package dev.candor.guard.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewQueuePostgresTest extends ReviewQueueTest {
    private static TestPostgres server;
    private String database;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = TestPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException, InterruptedException {
        server.close();
    }

    @BeforeEach
    @Override
    void openQueue() {
        if (database == null) {
            try {
                database = server.newDatabase();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        super.openQueue();
    }

    @Override
    String url() {
        return server.url(database);
    }

    @Override
    Connection connection() throws SQLException {
        return server.connect(database);
    }

    @Override
    List<String> forgeries() {
        List<String> all = new ArrayList<>(super.forgeries());
        all.add("truncate audit");
        all.add("truncate item cascade");
        return all;
    }

    @Override
    String yes() {
        return "true";
    }

    @Override
    String foreignUrl() throws SQLException {
        String foreign = server.newDatabase();
        try (Connection db = server.connect(foreign);
                Statement statement = db.createStatement()) {
            statement.execute("create table customers (name text)");
        }
        return "jdbc:" + server.url(foreign);
    }

    private static void refused(String url, String message) {
        assertThatThrownBy(() -> ReviewQueue.open(url, CLOCK))
                .isInstanceOf(ReviewQueueException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aWrongPasswordIsNotRepeated() {
        refused(
                "postgresql://candor:wr0ng@" + server.host() + "/" + database,
                "postgresql://" + server.host() + "/" + database + ": FATAL: password");
        refused(
                "jdbc:postgresql://"
                        + server.host()
                        + "/"
                        + database
                        + "?user=candor&password=wr0ng",
                "postgresql://" + server.host() + "/" + database + ": FATAL: password");
    }

    @Test
    void aServerOrDatabaseThatIsNotThereIsNamed() {
        refused(
                server.url("nowhere"),
                "postgresql://" + server.host() + "/nowhere: FATAL: database \"nowhere\" does not");
        refused(
                "postgresql://candor:wr0ng@127.0.0.1:1/queue",
                "postgresql://127.0.0.1:1/queue: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void theDriversParametersArePassedOn() throws SQLException {
        try (Connection db = connection();
                Statement statement = db.createStatement()) {
            statement.execute("create schema apart");
        }
        try (ReviewQueue apart =
                ReviewQueue.open(url() + "?currentSchema=apart&ApplicationName=candor", CLOCK)) {
            submit("r1");
            assertThat(apart.byResponse("r1")).isEmpty();
            assertThat(queue.byResponse("r1")).hasSize(1);
        }
    }
}
