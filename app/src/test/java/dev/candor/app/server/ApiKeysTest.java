package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    @TempDir private Path dir;

    @Test
    void aMadeKeyIsKnownByItsLineAndNothingElseIs() throws Exception {
        ApiKeys.Made made = ApiKeys.make(Role.REVIEWER, "shop", new SecureRandom());
        assertThat(made.line()).doesNotContain(made.key());

        ApiKeys keys = ApiKeys.read(Files.writeString(dir.resolve("keys"), made.line() + "\n"));

        assertThat(keys.caller(made.key())).contains(new Caller("shop", Role.REVIEWER));
        assertThat(keys.caller(made.key() + "x")).isEmpty();
        assertThat(keys.caller("")).isEmpty();
        assertThat(keys.caller(made.line().split(" ")[2])).isEmpty();
    }

    @Test
    void twoKeysDiffer() {
        SecureRandom random = new SecureRandom();
        assertThat(ApiKeys.make(Role.USER, "a", random).key())
                .hasSizeGreaterThan(40)
                .isNotEqualTo(ApiKeys.make(Role.USER, "a", random).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"user shop", "boss shop 00", "user shop 00", "user a b 00"})
    void aLineThatIsNoKeyIsRefusedByNumberAndNotShown(String line) throws Exception {
        Path file = Files.writeString(dir.resolve("keys"), "# keys\n" + line + "\n");
        assertThatThrownBy(() -> ApiKeys.read(file))
                .isInstanceOf(MalformedKeysException.class)
                .hasMessageStartingWith(file + ":2: is no key, expected")
                .hasMessageNotContaining("shop");
    }

    @Test
    void aFileWithoutKeysIsRefused() throws Exception {
        Path file = Files.writeString(dir.resolve("keys"), "# none\n");
        assertThatThrownBy(() -> ApiKeys.read(file))
                .isInstanceOf(MalformedKeysException.class)
                .hasMessageContaining("has no key");
    }
}
