package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Typed getters give the value, the default, or one message with key, found and expected.
final class GgufMetadataTest {
    private final GgufMetadata metadata = of(TestFiles.oneOfEachValue());

    @Test
    void integersOfEveryWidthComeAsLong() {
        assertThat(metadata.integer("u8")).isEqualTo(255);
        assertThat(metadata.integer("i8")).isEqualTo(-128);
        assertThat(metadata.integer("u16")).isEqualTo(65_535);
        assertThat(metadata.integer("i16")).isEqualTo(-32_768);
        assertThat(metadata.integer("u32")).isEqualTo(4_294_967_295L);
        assertThat(metadata.integer("i32")).isEqualTo(Integer.MIN_VALUE);
        assertThat(metadata.integer("i64")).isEqualTo(Long.MIN_VALUE);
        malformed(() -> metadata.integer("u64"))
                .hasMessage(
                        "m.gguf: metadata key u64: is 18446744073709551615, expected below 2^63");
    }

    @Test
    void otherScalarsComeAsTheyAre() {
        assertThat(metadata.real("f32")).isEqualTo(-1.5e-30f);
        assertThat(metadata.real("f64")).isEqualTo(Math.PI);
        assertThat(metadata.bool("yes")).isTrue();
        assertThat(metadata.bool("no")).isFalse();
        assertThat(metadata.string("text")).isEqualTo("naïve 🦙 \uFFFD\n");
        assertThat(metadata.has("text")).isTrue();
        assertThat(metadata.has("none")).isFalse();
        assertThat(metadata.value("none")).isNull();
    }

    @Test
    void arraysComeAsJavaArraysAndLists() {
        assertThat(metadata.strings("strings")).containsExactly("▁the", "", "<0x0A>", "日本");
        assertThat(metadata.strings("no strings")).isEmpty();
        assertThat(metadata.reals("floats")).containsExactly(0, -0.0f, Float.MAX_VALUE);
        assertThat(metadata.reals("array of FLOAT64")).hasSize(3);
        assertThat(metadata.integers("ints")).containsExactly(1, -1, Integer.MAX_VALUE);
        for (String type : List.of("UINT8", "INT8", "UINT16", "INT16", "UINT32", "INT32")) {
            assertThat(metadata.integers("array of " + type)).containsExactly(0, 1, 0);
        }
        assertThat(metadata.integers("array of UINT64")).containsExactly(0, 1, 0);
        assertThat(metadata.integers("array of INT64")).containsExactly(0, 1, 0);
        assertThatThrownBy(() -> metadata.strings("strings").set(0, "x"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void unsignedAndSignedElementsKeepTheirSign() {
        GgufMetadata bytes =
                of(
                        Map.of(
                                "u", GgufNumbers.ofPacked(GgufType.UINT8, new byte[] {-1}),
                                "i", GgufNumbers.ofPacked(GgufType.INT8, new byte[] {-1}),
                                "u16", GgufNumbers.ofPacked(GgufType.UINT16, new byte[] {-2, -1}),
                                "i16", GgufNumbers.ofPacked(GgufType.INT16, new byte[] {-2, -1})));
        assertThat(bytes.integers("u")).containsExactly(255);
        assertThat(bytes.integers("i")).containsExactly(-1);
        assertThat(bytes.integers("u16")).containsExactly(65_534);
        assertThat(bytes.integers("i16")).containsExactly(-2);
    }

    @Test
    void integerElementThatDoesNotFitIsNamed() {
        GgufMetadata wide =
                of(Map.of("w", GgufNumbers.ofPacked(GgufType.UINT32, new byte[] {-1, -1, -1, -1})));
        malformed(() -> wide.integers("w"))
                .hasMessageContainingAll("key w", "element 0 is 4294967295", "expected");
    }

    @Test
    void missingKeyIsNamedUnlessThereIsADefault() {
        malformed(() -> metadata.string("none"))
                .hasMessage("m.gguf: metadata key none: not in the file, expected a string");
        malformed(() -> metadata.integer("none")).hasMessageContaining("expected an integer");
        malformed(() -> metadata.real("none")).hasMessageContaining("expected a float");
        malformed(() -> metadata.bool("none")).hasMessageContaining("expected a boolean");
        malformed(() -> metadata.strings("none")).hasMessageContaining("array of strings");
        malformed(() -> metadata.reals("none")).hasMessageContaining("array of floats");
        malformed(() -> metadata.integers("none")).hasMessageContaining("array of integers");

        assertThat(metadata.string("none", "d")).isEqualTo("d");
        assertThat(metadata.integer("none", 3)).isEqualTo(3);
        assertThat(metadata.real("none", 0.5)).isEqualTo(0.5);
        assertThat(metadata.bool("none", true)).isTrue();
        assertThat(metadata.strings("none", List.of("d"))).containsExactly("d");
        assertThat(metadata.reals("none", new float[] {1})).containsExactly(1);
        assertThat(metadata.integers("none", new int[] {1})).containsExactly(1);
    }

    @Test
    void wrongTypeIsAnErrorEvenWithADefault() {
        malformed(() -> metadata.string("u8", "d"))
                .hasMessage("m.gguf: metadata key u8: is UINT8, expected a string");
        malformed(() -> metadata.integer("f32", 1))
                .hasMessageContaining("is FLOAT32, expected an integer");
        malformed(() -> metadata.real("i32", 1)).hasMessageContaining("is INT32, expected a float");
        malformed(() -> metadata.bool("u8", true))
                .hasMessageContaining("is UINT8, expected a boolean");
        malformed(() -> metadata.strings("ints", List.of()))
                .hasMessageContaining("is an array of INT32, expected an array of strings");
        malformed(() -> metadata.reals("ints", new float[0]))
                .hasMessageContaining("is an array of INT32, expected an array of floats");
        malformed(() -> metadata.integers("floats", new int[0]))
                .hasMessageContaining("is an array of FLOAT32, expected an array of integers");
        malformed(() -> metadata.integers("array of BOOL"))
                .hasMessageContaining("is an array of BOOL, expected an array of integers");
    }

    private static GgufMetadata of(Map<String, GgufValue> values) {
        return new GgufMetadata() {
            @Override
            public Path path() {
                return Path.of("m.gguf");
            }

            @Override
            public Map<String, GgufValue> metadata() {
                return values;
            }
        };
    }

    private static AbstractThrowableAssert<?, ?> malformed(ThrowingCallable action) {
        return assertThatThrownBy(action).isInstanceOf(MalformedModelException.class);
    }
}
