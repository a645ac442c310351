package dev.candor.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.kernel.VectorKernels;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random blocks against the values that llama.cpp decoded them to.
class BlockRecordingTest {
    private static final BlockRecording RECORDING = recording();

    private static BlockRecording recording() {
        try (InputStream json = BlockRecordingTest.class.getResourceAsStream("blocks.json")) {
            return BlockRecording.read(Objects.requireNonNull(json, "blocks.json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void scalarDecodingIsThatOfLlamaCppToTheLastBit(TensorType type) {
        requireRecorded(new ScalarKernels(), type);
    }

    @ParameterizedTest
    @EnumSource
    void vectorDecodingIsThatOfLlamaCppToTheLastBit(TensorType type) {
        requireRecorded(new VectorKernels(), type);
    }

    private static void requireRecorded(Kernels kernels, TensorType type) {
        byte[] blocks = BlockRecording.blocks(type);
        float[] values = new float[blocks.length / type.blockBytes() * type.blockValues()];
        Matrix row = new Matrix(type, 1, values.length, MemorySegment.ofArray(blocks));
        kernels.decode(row, 0, 0, values.length, values, 0);
        BlockRecording.Decoded expected = RECORDING.types().get(type.name());
        assertThat(BlockRecording.Decoded.of(type, values))
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }
}
