package dev.candor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A green build means that every test ran: nothing is skipped, nothing is overlooked.
class TestHabitsTest {
    private static final Pattern SKIPS =
            Pattern.compile(
                    "@Disabled|@Enabled(If|On|For)|\\bassum(e|ing)(True|False|That)\\s*\\(|\\bAssumptions\\.");
    private static final Pattern TESTS =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

    private static List<Path> testSources() {
        return Checkout.modules().stream()
                .flatMap(module -> Checkout.filesBelow(module.resolve("src/test/java")).stream())
                .filter(file -> !file.endsWith("TestHabitsTest.java"))
                .toList();
    }

    @Test
    void noTestCanSkipItself() {
        assertThat(testSources()).isNotEmpty();
        for (Path file : testSources()) {
            assertThat(Checkout.read(file)).as("%s", file).doesNotContainPattern(SKIPS);
        }
    }

    /// Surefire picks classes by name; a `FooSpec` with tests in it would never run.
    @Test
    void everyClassWithTestsHasANameThatSurefireRuns() {
        for (Path file : testSources()) {
            if (TESTS.matcher(Checkout.read(file)).find()) {
                assertThat(file.getFileName().toString()).endsWith("Test.java");
            }
        }
    }
}
