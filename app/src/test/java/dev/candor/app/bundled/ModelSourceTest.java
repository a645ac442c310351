package dev.candor.app.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufModel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSourceTest {
    @TempDir private static Path dir;
    private static Bundle bundle;

    @BeforeAll
    static void makeABundle() {
        bundle = TinyBundle.in(dir);
    }

    @ParameterizedTest
    @CsvSource({
        ", atlas-instruct.gguf, bundled:instruct",
        "bundled:instruct, atlas-instruct.gguf, bundled:instruct",
        "bundled:base, atlas-base.gguf, bundled:base"
    })
    void noNameAndTheBundlesNamesAreTheBundledModel(String named, String file, String argument) {
        ModelSource source = ModelSource.named(named, false, () -> bundle);
        assertThat(source.isBundled()).isTrue();
        assertThat(source.name()).isEqualTo(file);
        assertThat(source.argument()).isEqualTo(argument);
        try (GgufModel bundled = source.open();
                GgufFile onDisk = GgufFile.open(dir.resolve(file))) {
            assertThat(bundled.sha256()).isEqualTo(onDisk.sha256());
        }
    }

    @Test
    void anyOtherNameIsAFileAndNeedsNoBundle() {
        Path file = dir.resolve("atlas-base.gguf");
        ModelSource source =
                ModelSource.named(
                        file.toString(),
                        false,
                        () -> {
                            throw new AssertionError("no bundle is needed");
                        });
        assertThat(source).isEqualTo(new ModelSource.InFile(file)).hasToString(file.toString());
        assertThat(source.isBundled()).isFalse();
        assertThat(source.argument()).as("without its folder").isEqualTo("atlas-base.gguf");
        try (GgufModel opened = source.open()) {
            assertThat(opened.path()).isEqualTo(file);
        }
    }

    @Test
    void aStageThatIsNotInTheBundleIsRefused() {
        assertThatThrownBy(() -> ModelSource.named("bundled:chat", false, () -> bundle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "model is 'bundled:chat', expected a file, a folder or bundled:instruct or"
                                + " bundled:base");
    }
}
