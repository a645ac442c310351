package dev.candor.bench;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;

/// Matrix products of one shape in one start of the JVM, beside the ceilings of the same start.
///
/// @param types of the weights
/// @param widths token rows multiplied at once
/// @param rounds timed of each
record KernelBench(List<TensorType> types, List<Integer> widths, int rounds) {
    private static final int ROWS = 5632;
    private static final int COLUMNS = 2048;

    /// Matrices multiplied in turn, so that weights come from memory.
    private static final int MATRICES = 12;

    /// One product.
    ///
    /// @param width token rows
    /// @param rate bytes of weights a second for one row, multiply-adds × 2 a second for more
    /// @param ofCeiling share of the ceiling of its kind
    /// @param checksum of the product's bits
    record Speed(TensorType type, int width, double rate, double ofCeiling, String checksum) {
        boolean isReading() {
            return width == 1;
        }
    }

    /// All products, each until it has settled.
    List<Speed> measure(Kernels kernels, Workers workers) {
        List<Speed> speeds = new ArrayList<>();
        for (TensorType type : types) {
            try (Arena arena = Arena.ofShared()) {
                List<Matrix> matrices = new ArrayList<>();
                for (int i = 0; i < MATRICES; i++) {
                    matrices.add(random(type, arena, i));
                }
                List<MemorySegment> data = matrices.stream().map(Matrix::data).toList();
                Ceilings ceilings = Ceilings.measure(data, workers, WarmUp.FULL, rounds);
                for (int width : widths) {
                    speeds.add(speed(kernels, workers, matrices, width, ceilings));
                }
            }
        }
        return speeds;
    }

    private Speed speed(
            Kernels kernels, Workers workers, List<Matrix> matrices, int width, Ceilings ceilings) {
        Random random = new Random(width);
        float[] x = new float[width * COLUMNS];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        float[] y = new float[width * ROWS];
        int products = width <= 64 ? MATRICES : 2;
        DoubleSupplier seconds =
                () -> {
                    long start = System.nanoTime();
                    for (int i = 0; i < products; i++) {
                        kernels.matmul(matrices.get(i), x, width, y, workers);
                    }
                    return (System.nanoTime() - start) / 1e9;
                };
        WarmUp.FULL.untilSettled(seconds);
        double bytes = (double) products * matrices.getFirst().data().byteSize();
        double flops = 2.0 * products * width * ROWS * COLUMNS;
        double work = width == 1 ? bytes : flops;
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(work / seconds.getAsDouble());
        }
        double rate = Spread.of(rates).median();
        double ceiling =
                (width == 1 ? ceilings.readBytesPerSecond() : ceilings.flopsPerSecond()).median();
        return new Speed(matrices.getFirst().type(), width, rate, rate / ceiling, checksum(y));
    }

    /// Bytes of which every two make a finite f16.
    private static Matrix random(TensorType type, Arena arena, int seed) {
        byte[] bytes = new byte[Math.toIntExact(ROWS * type.rowBytes(COLUMNS))];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 0x3b;
        }
        MemorySegment data = arena.allocate(bytes.length, 64);
        data.copyFrom(MemorySegment.ofArray(bytes));
        return new Matrix(type, ROWS, COLUMNS, data);
    }

    private static String checksum(float[] y) {
        CRC32C crc = new CRC32C();
        for (float value : y) {
            int bits = Float.floatToRawIntBits(value);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                crc.update(bits >>> shift);
            }
        }
        return "%08x".formatted(crc.getValue());
    }
}
