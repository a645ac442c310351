package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.heads;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.ropeFactors;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.testing.ReferenceGguf;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The session against [dev.candor.engine.testing.ReferenceModel].
class ReferenceForwardTest {
    /// f32 against double over two layers of sums of at most 100 products: each rounds by 6e-8 of
    /// its terms, some tens of them in a row. A wrong factor anywhere is 1e-2 or more.
    private static final double TOLERANCE = 1e-5;

    /// Where token rows are rounded to eight bits: each product by up to 1/254 of the largest of 32
    /// values at each weight, over 14 products and few columns to average it out; 0.08 is the most
    /// seen. That the rounded products are the right ones is checked to the bit in MatmulTest.
    private static final double EIGHT_BIT_TOLERANCE = 0.15;

    private static final List<String> EIGHT_BIT_TYPES = List.of("Q4_0", "Q4_K", "Q6_K");

    private static final int[] TOKENS = Runner.tokens(75, 11);

    static Stream<Arguments> variants() {
        Stream<Arguments> shapes =
                Stream.of(
                        variant("default"),
                        variant("one kv head", heads(4, 1)),
                        variant("as many kv heads as heads", heads(4, 4)),
                        variant(
                                "odd sizes",
                                layers(3),
                                width(42),
                                ffn(37),
                                heads(3, 3),
                                vocabulary(331)),
                        variant("one layer, untied", layers(1), untied()),
                        variant("head of 2", width(6), heads(3, 1)),
                        variant("head of 64", width(128), heads(2, 1)),
                        variant(
                                "rope base",
                                metadata("llama.rope.freq_base", new GgufValue.Float32(5e5f))),
                        variant("rope factors", width(64), ropeFactors()),
                        variant("linear", scaling("linear", 4)),
                        variant("scale_linear", metadata("llama.rope.scale_linear", real(3))),
                        variant(
                                "factor without a type",
                                metadata("llama.rope.scaling.factor", real(3))),
                        variant("factor of type none", scaling("none", 3)),
                        variant("yarn", width(128), scaling("yarn", 4), original(32)),
                        variant(
                                "yarn, long context",
                                width(128),
                                scaling("yarn", 16),
                                original(4096)),
                        variant(
                                "yarn without original",
                                width(128),
                                context(99),
                                scaling("yarn", 4)),
                        variant("yarn with factors", width(64), scaling("yarn", 4), ropeFactors()),
                        variant(
                                "Q8_0, untied",
                                width(64),
                                ffn(96),
                                type(TensorType.Q8_0),
                                untied()));
        return Stream.concat(
                shapes, Arrays.stream(TensorType.values()).map(ReferenceForwardTest::stored));
    }

    private static Arguments stored(TensorType type) {
        int block = type.blockValues();
        return variant(
                type.name(), width(Math.max(64, block)), ffn(Math.max(96, 2 * block)), type(type));
    }

    private static Arguments variant(String name, Option... options) {
        return Arguments.of(name, options);
    }

    private static Option scaling(String type, double factor) {
        Option first = metadata("llama.rope.scaling.type", new GgufValue.Text(type));
        Option second = metadata("llama.rope.scaling.factor", real(factor));
        return llama -> {
            first.accept(llama);
            second.accept(llama);
        };
    }

    private static Option original(int context) {
        return metadata(
                "llama.rope.scaling.original_context_length", new GgufValue.Uint32(context));
    }

    private static GgufValue real(double value) {
        return new GgufValue.Float32((float) value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void logitsAreThoseOfThePlainForwardPass(String name, Option[] options) {
        Path file = TinyModels.llamaFile(options);
        for (Kernels kernels : List.of(new VectorKernels(), new ScalarKernels())) {
            boolean rounded = kernels instanceof VectorKernels && EIGHT_BIT_TYPES.contains(name);
            assertThat(ReferenceComparison.largestDifference(file, kernels, TOKENS))
                    .as(kernels.describe())
                    .isLessThan(rounded ? EIGHT_BIT_TOLERANCE : TOLERANCE);
        }
    }

    /// A comparison that two identical mistakes would pass: every variant must change something.
    @ParameterizedTest(name = "{0}")
    @MethodSource("ropeVariants")
    void scalingChangesTheLogits(String name, Option option) {
        double[][] plain = reference(width(128));
        double[][] scaled = reference(width(128), option);
        float[] last = toFloats(plain[TOKENS.length - 1]);
        assertThat(ReferenceComparison.difference(scaled[TOKENS.length - 1], last))
                .isGreaterThan(100 * TOLERANCE);
    }

    static Stream<Arguments> ropeVariants() {
        return Stream.of(
                Arguments.of("linear", scaling("linear", 4)),
                Arguments.of("yarn", scaling("yarn", 4)),
                Arguments.of("factors", ropeFactors()));
    }

    private static double[][] reference(Option... options) {
        try (GgufFile file = GgufFile.open(TinyModels.llamaFile(options))) {
            return ReferenceGguf.read(file).run(TOKENS).logits();
        }
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void theSameOptionsGiveTheSameFile() {
        try (GgufFile one = GgufFile.open(TinyModels.llamaFile(untied()));
                GgufFile two = GgufFile.open(TinyModels.llamaFile(untied()));
                GgufFile other = GgufFile.open(TinyModels.llamaFile(TinyModels.seed(2)))) {
            assertThat(one.sha256()).isEqualTo(two.sha256()).isNotEqualTo(other.sha256());
        }
    }
}
