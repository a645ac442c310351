package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.untied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels.Option;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// A model read from a Hugging Face folder computes what the same model computes from GGUF.
class FolderForwardTest {
    /// Llama's queries and keys lie in another order, which is another order of a sum: both differ
    /// from the exact result by as much as [FamilyForwardTest] allows.
    private static final float TOLERANCE = 4e-5f;

    private static final int[] TOKENS = Runner.tokens(75, 11);

    @TempDir private Path folder;

    private void compare(TinyFamily family, int shards, Map<String, ?> settings, Option... more) {
        Option model = TinyFamilies.all(TinyFamilies.of(family), TinyFamilies.all(more));
        float[][] expected;
        try (Runner gguf = Runner.of(model)) {
            expected = gguf.all(TOKENS);
        }
        TinyFolder.write(folder, shards, settings, model);
        try (Runner read = Runner.of(Model.open(folder))) {
            float[][] found = read.all(TOKENS);
            if (family != TinyFamily.LLAMA) {
                assertThat(found).isDeepEqualTo(expected);
            }
            for (int t = 0; t < TOKENS.length; t++) {
                for (int i = 0; i < expected[t].length; i++) {
                    float difference = Math.abs(found[t][i] - expected[t][i]);
                    assertThat(difference).isLessThan(TOLERANCE * (1 + Math.abs(expected[t][i])));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MISTRAL3")
    void logitsAreThoseOfTheGguf(TinyFamily family) {
        compare(family, 1, Map.of());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MISTRAL3")
    void shardsAreOneModel(TinyFamily family) {
        compare(family, 3, Map.of(), untied());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MISTRAL3")
    void halvesAreReadAsTheyAre(TinyFamily family) {
        compare(family, 1, Map.of(), type(TensorType.F16));
        compare(family, 1, Map.of(), type(TensorType.BF16));
    }
}
