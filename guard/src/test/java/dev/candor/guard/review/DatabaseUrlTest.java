package dev.candor.guard.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void aPathIsAFile() {
        DatabaseUrl expected = new SqliteFile(Path.of("review.db").toAbsolutePath());
        assertThat(DatabaseUrl.parse("review.db")).isEqualTo(expected);
        assertThat(DatabaseUrl.parse("./x/../review.db")).isEqualTo(expected);
        assertThat(DatabaseUrl.parse("jdbc:sqlite:review.db")).isEqualTo(expected);
    }

    /// A folder's name may hold what the driver takes for the begin of parameters.
    @Test
    void aMarkAnywhereInTheWholePathIsRefused() {
        assertThatThrownBy(() -> new SqliteFile(Path.of("/srv/what?/review.db")))
                .isInstanceOf(ReviewQueueException.class)
                .hasMessage(
                        "found the SQLite database '/srv/what?/review.db', expected the path of a"
                                + " file without parameters");
    }

    @Test
    void aServersUrlIsReadWithItsLogin() {
        PostgresServer server = new PostgresServer("jdbc:postgresql://h:1/d?a=b", "ann", "p@:/+");
        assertThat(DatabaseUrl.parse("postgresql://ann:p%40%3A%2F+@h:1/d?a=b")).isEqualTo(server);
        assertThat(DatabaseUrl.parse("jdbc:postgresql://ann:p@:%2F+@h:1/d?a=b")).isEqualTo(server);
        assertThat(DatabaseUrl.parse("postgres://ann@h/d"))
                .isEqualTo(new PostgresServer("jdbc:postgresql://h/d", "ann", null));
        assertThat(DatabaseUrl.parse("jdbc:postgresql://h1:1,[::1]:2/d"))
                .isEqualTo(new PostgresServer("jdbc:postgresql://h1:1,[::1]:2/d", null, null));
        assertThat(server).hasToString("postgresql://h:1/d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "mysql://ann:s3cret@h/d",
                "jdbc:mysql://ann:s3cret@h/d",
                "postgresql:s3cret",
                "postgresql://ann:s3cret@h",
                "postgresql://ann:s3cret%zz@h/d",
                "postgresql://ann:s3cret@h:port/d",
                "postgresql://ann:s3/cret@h/d",
                "postgresql://ann:s3/cret@h",
                "postgresql://ann:s3/x?cret@h/d",
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file:review.db",
                "review.db?synchronous=OFF",
                "a\0b"
            })
    void anythingElseIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url).requireUsable())
                .isInstanceOf(ReviewQueueException.class)
                .hasMessageContaining("found ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3", "cret"))
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("cret"));
    }
}
