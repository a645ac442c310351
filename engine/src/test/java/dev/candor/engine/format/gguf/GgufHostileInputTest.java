package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.candor.engine.format.MalformedModelException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of bad file is refused with one message: file, place, found, expected.
final class GgufHostileInputTest {
    @TempDir Path folder;

    @Test
    void missingFileIsNamed() {
        refused(folder.resolve("absent.gguf"))
                .hasMessageContainingAll("absent.gguf", "does not exist", "expected a GGUF file");
    }

    @Test
    void directoryIsRefused() {
        refused(folder).hasMessageContainingAll(folder.toString(), "directory", "expected");
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        refused(new RawGguf()).hasMessageContainingAll("file", "empty", "expected a GGUF file");
    }

    @Test
    void wrongMagicIsShown() throws IOException {
        refused(new RawGguf().ascii("ggjt").u32(3))
                .hasMessageContainingAll("offset 0", "67 67 6a 74", "expected 47 47 55 46 (GGUF)");
    }

    @Test
    void fileThatEndsInsideTheMagicIsRefused() throws IOException {
        refused(new RawGguf().ascii("GGU"))
                .hasMessageContainingAll("offset 0", "takes 4 bytes", "the file ends at 3");
    }

    @Test
    void bigEndianFileIsCalledSo() throws IOException {
        refused(new RawGguf().ascii("GGUF").bytes(0, 0, 0, 3).zeros(16))
                .hasMessageContainingAll("offset 4", "big-endian", "expected little-endian");
    }

    @Test
    void versionOneIsRefused() throws IOException {
        refused(new RawGguf().ascii("GGUF").u32(1).zeros(16))
                .hasMessageContainingAll("offset 4", "version is 1", "expected 2 or 3");
    }

    @Test
    void unknownVersionIsRefused() throws IOException {
        refused(new RawGguf().ascii("GGUF").u32(0xFFFF_FFFEL).zeros(16))
                .hasMessageContainingAll("offset 4", "version is 4294967294", "expected 2 or 3");
    }

    @Test
    void moreTensorsThanTheFileCanHoldAreRefused() throws IOException {
        refused(RawGguf.header(60_000, 0))
                .hasMessageContainingAll(
                        "offset 8", "number of tensors is 60000", "at most 0", "ends at 24");
    }

    @Test
    void negativeTensorCountIsRefused() throws IOException {
        refused(RawGguf.header(-1, 0))
                .hasMessageContainingAll(
                        "offset 8", "18446744073709551615", "expected at most 65536");
    }

    @Test
    void moreKeysThanTheFileCanHoldAreRefused() throws IOException {
        refused(RawGguf.header(0, 2).zeros(20))
                .hasMessageContainingAll(
                        "offset 16", "number of metadata keys is 2", "expected at most 1");
    }

    @Test
    void hugeKeyCountIsRefused() throws IOException {
        refused(RawGguf.header(0, Long.MAX_VALUE))
                .hasMessageContainingAll(
                        "offset 16", "9223372036854775807", "expected at most 65536");
    }

    @Test
    void keyLongerThanTheFileIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).u64(1000).zeros(20))
                .hasMessageContainingAll(
                        "offset 24", "metadata key 0 is 1000", "at most 20", "ends at 52");
    }

    @Test
    void emptyKeyIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("", RawGguf.UINT32).u32(1))
                .hasMessageContainingAll("offset 24", "metadata key 0 is empty", "expected");
    }

    @Test
    void keyOverItsLimitIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).u64(65_536).zeros(70_000))
                .hasMessageContainingAll("offset 24", "is 65536", "expected at most 65535");
    }

    @Test
    void repeatedKeyIsNamed() throws IOException {
        refused(RawGguf.header(0, 2).key("a", RawGguf.UINT8).bytes(1).key("a", 0).bytes(2))
                .hasMessageContainingAll("offset 38", "key a appears again", "expected it once");
    }

    @Test
    void unknownValueTypeIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("a", 13).zeros(20))
                .hasMessageContainingAll(
                        "offset 33", "key a has value type 13", "expected 0 to 12");
    }

    @Test
    void booleanOtherThanZeroOrOneIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("a", RawGguf.BOOL).bytes(2))
                .hasMessageContainingAll("offset 37", "key a has boolean 2", "expected 0 or 1");
    }

    @Test
    void booleanArrayIsCheckedToo() throws IOException {
        refused(RawGguf.header(0, 1).key("a", RawGguf.ARRAY).u32(RawGguf.BOOL).u64(2).bytes(1, 9))
                .hasMessageContainingAll("offset 50", "key a has boolean 9", "expected 0 or 1");
    }

    @Test
    void stringOverOneMebibyteIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("a", RawGguf.STRING).u64((1 << 20) + 1).zeros(1 << 21))
                .hasMessageContainingAll(
                        "offset 37", "key a is 1048577", "expected at most 1048576");
    }

    @Test
    void stringOfExactlyOneMebibyteIsRead() throws IOException {
        Path file =
                write(RawGguf.header(0, 1).key("a", RawGguf.STRING).u64(1 << 20).zeros(1 << 20));
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.string("a")).hasSize(1 << 20);
        }
    }

    @Test
    void keyThatIsNoUtf8IsRefused() throws IOException {
        refused(RawGguf.header(0, 1).u64(2).bytes(0xC3, 0x28).u32(0).zeros(9))
                .hasMessageContainingAll("offset 32", "metadata key 0", "no UTF-8", "expected");
    }

    @Test
    void tokenThatIsNoUtf8IsNamedByIndex() throws IOException {
        refused(
                        RawGguf.header(0, 1)
                                .key("a", RawGguf.ARRAY)
                                .u32(RawGguf.STRING)
                                .u64(2)
                                .string("\uFFFD")
                                .u64(3)
                                .bytes(0xED, 0xA0, 0x80))
                .hasMessageContainingAll(
                        "offset 68", "string 1 of metadata key a", "no UTF-8", "expected UTF-8");
    }

    @Test
    void stringInAnArrayThatIsTooLongIsNamedByIndex() throws IOException {
        refused(
                        RawGguf.header(0, 1)
                                .key("a", RawGguf.ARRAY)
                                .u32(RawGguf.STRING)
                                .u64(2)
                                .string("ok")
                                .u64(7)
                                .zeros(6))
                .hasMessageContainingAll(
                        "offset 59",
                        "length of string 1 of metadata key a is 7",
                        "expected at most 6",
                        "ends at 73");
    }

    @Test
    void namesFromTheFileCannotDriveTheTerminal() throws IOException {
        refused(RawGguf.header(0, 1).key("a\u001b[2J\nb", 13).zeros(20))
                .hasMessageContaining("metadata key a\\u001b[2J\\u000ab has value type 13");
    }

    @Test
    void longNamesAreCutInMessages() throws IOException {
        refused(RawGguf.header(0, 1).key("k".repeat(60_000), 13).zeros(20))
                .hasMessageContainingAll("metadata key kkk", "…", "value type 13, expected 0 to 12")
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(1000);
    }

    @Test
    @Timeout(10)
    void millionsOfStringsUnderALongKeyTakeNoLongerThanTheirBytes() throws IOException {
        int strings = 4_000_000;
        Path file =
                write(
                        RawGguf.header(0, 1)
                                .key("k".repeat(65_535), RawGguf.ARRAY)
                                .u32(RawGguf.STRING)
                                .u64(strings)
                                .zeros(8 * strings));
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.strings("k".repeat(65_535))).hasSize(strings);
        }
    }

    @Test
    void arrayLongerThanTheFileIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("a", RawGguf.ARRAY).u32(RawGguf.UINT32).u64(6).zeros(23))
                .hasMessageContainingAll("offset 41", "key a is 6", "expected at most 5");
    }

    @Test
    void arrayLengthThatOverflowsIsRefused() throws IOException {
        refused(
                        RawGguf.header(0, 1)
                                .key("a", RawGguf.ARRAY)
                                .u32(10)
                                .u64(0x2000_0000_0000_0001L)
                                .zeros(64))
                .hasMessageContainingAll("offset 41", "2305843009213693953", "expected at most");
    }

    @Test
    void arrayOfStringsLongerThanTheFileIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("a", RawGguf.ARRAY).u32(RawGguf.STRING).u64(9).zeros(64))
                .hasMessageContainingAll("offset 41", "key a is 9", "expected at most 8");
    }

    @Test
    void arraysNestedTooDeeplyAreRefused() throws IOException {
        RawGguf raw = RawGguf.header(0, 1).key("a", RawGguf.ARRAY);
        for (int i = 0; i < 5; i++) {
            raw.u32(RawGguf.ARRAY).u64(1);
        }
        refused(raw.u32(RawGguf.UINT8).u64(0))
                .hasMessageContainingAll("offset 77", "key a nests", "expected at most 4");
    }

    @Test
    void tooManyNestedArraysAreRefused() throws IOException {
        RawGguf raw = RawGguf.header(0, 1).key("a", RawGguf.ARRAY).u32(RawGguf.ARRAY).u64(2);
        for (int i = 0; i < 2; i++) {
            raw.u32(RawGguf.ARRAY).u64(40_000);
            for (int j = 0; j < 40_000; j++) {
                raw.u32(RawGguf.UINT8).u64(0);
            }
        }
        refused(raw)
                .hasMessageContainingAll(
                        "key a brings the arrays within arrays to 80002", "expected at most 65536");
    }

    @Test
    void headerOverItsLimitIsRefusedWithoutReadingOn() throws IOException {
        Path file = write(RawGguf.header(0, 1).key("a", RawGguf.ARRAY).u32(0).u64(200 << 20));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(300 << 20);
        }
        refused(file)
                .hasMessageContainingAll("offset 41", "209715200", "expected at most 134217728");
    }

    @Test
    void alignmentThatIsNoPowerOfTwoIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("general.alignment", RawGguf.UINT32).u32(24))
                .hasMessageContainingAll("general.alignment", "is 24", "expected a power of two");
    }

    @Test
    void alignmentOfZeroIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("general.alignment", RawGguf.UINT32).u32(0))
                .hasMessageContainingAll("general.alignment", "is 0", "expected a power of two");
    }

    @Test
    void alignmentOfAnotherTypeIsRefused() throws IOException {
        refused(RawGguf.header(0, 1).key("general.alignment", RawGguf.STRING).string("32"))
                .hasMessageContainingAll("general.alignment", "STRING", "expected UINT32");
    }

    @Test
    void emptyTensorNameIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("", RawGguf.F32, 0, 1).zeros(64))
                .hasMessageContainingAll("offset 24", "name of tensor 0 is empty", "expected");
    }

    @Test
    void repeatedTensorIsNamed() throws IOException {
        refused(
                        RawGguf.header(2, 0)
                                .tensor("t", RawGguf.F32, 0, 1)
                                .tensor("t", RawGguf.F32, 32, 1)
                                .zeros(128))
                .hasMessageContainingAll("offset 57", "tensor t appears again", "expected it once");
    }

    @Test
    void moreThanFourDimensionsAreRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0, 1, 1, 1, 1, 1).zeros(64))
                .hasMessageContainingAll("offset 33", "t has 5 dimensions", "expected 1 to 4");
    }

    @Test
    void noDimensionsAreRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0).zeros(64))
                .hasMessageContainingAll("offset 33", "t has 0 dimensions", "expected 1 to 4");
    }

    @Test
    void dimensionOfZeroIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0, 4, 0).zeros(64))
                .hasMessageContainingAll("offset 45", "dimension 1 of 0", "expected 1 or more");
    }

    @Test
    void negativeDimensionIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0, -4).zeros(64))
                .hasMessageContainingAll("offset 37", "dimension 0 of -4", "expected 1 or more");
    }

    @Test
    void dimensionsWhoseProductOverflowsAreRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0, 1L << 32, 1L << 31).zeros(64))
                .hasMessageContainingAll(
                        "tensor t", "[4294967296, 2147483648]", "expected a product below 2^63");
    }

    @Test
    void byteSizeThatOverflowsIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0, 1L << 62).zeros(64))
                .hasMessageContainingAll(
                        "tensor t", "4611686018427387904 blocks", "inside the file of 121 bytes");
    }

    @Test
    void unknownTypeIsCheckedForOverflowToo() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", 999, 0, 1L << 32, 1L << 31).zeros(64))
                .hasMessageContainingAll("tensor t", "expected a product below 2^63");
    }

    @Test
    void rowThatIsNoWholeNumberOfBlocksIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", 8, 0, 48, 2).zeros(400))
                .hasMessageContainingAll(
                        "tensor t", "has 48 columns", "expected a multiple of 32 for Q8_0");
    }

    @Test
    void offsetOffTheAlignmentIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 8, 1).padTo(32).zeros(64))
                .hasMessageContainingAll(
                        "tensor t", "data offset 8", "expected a multiple of the alignment 32");
    }

    @Test
    void negativeOffsetIsRefused() throws IOException {
        refused(RawGguf.header(1, 0).tensor("t", RawGguf.F32, -32, 1).padTo(32).zeros(64))
                .hasMessageContainingAll(
                        "tensor t", "18446744073709551584", "expected them inside the file");
    }

    @Test
    void dataOneByteOutsideTheFileAreRefused() throws IOException {
        RawGguf raw = RawGguf.header(1, 0).tensor("t", RawGguf.F32, 32, 4).padTo(32).zeros(47);
        refused(raw)
                .hasMessageContainingAll(
                        "tensor t",
                        "16 bytes at 64 + 32",
                        "expected them inside the file of 111 bytes");
        try (GgufFile whole = GgufFile.open(write(raw.zeros(1)))) {
            assertThat(whole.tensor("t").data().byteSize()).isEqualTo(16);
        }
    }

    @Test
    void overlappingTensorsAreRefused() throws IOException {
        refused(
                        RawGguf.header(2, 0)
                                .tensor("late", RawGguf.F32, 32, 4)
                                .tensor("early", RawGguf.F32, 0, 9)
                                .padTo(32)
                                .zeros(64))
                .hasMessageContainingAll(
                        "tensor late", "offset 160 inside tensor early", "expected 164 or later");
    }

    @Test
    void tensorsOnTopOfEachOtherAreRefusedEvenWithoutAKnownType() throws IOException {
        refused(
                        RawGguf.header(2, 0)
                                .tensor("a", 999, 0, 4)
                                .tensor("b", RawGguf.F32, 0, 4)
                                .padTo(32)
                                .zeros(64))
                .hasMessageContainingAll("inside tensor a", "tensor b", "expected");
    }

    @Test
    void unsupportedTypeOpensButIsNamedWhenAskedFor() throws IOException {
        Path file = write(RawGguf.header(1, 0).tensor("t", 21, 0, 256).padTo(32).zeros(160));
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.info("t").typeName()).isEqualTo("IQ3_S");
            assertThat(gguf.info("t").byteSize()).isEqualTo(110);
            assertThat(gguf.rawTensor("t").byteSize()).isEqualTo(110);
            malformed(() -> gguf.tensor("t"))
                    .hasMessageContainingAll(
                            file.toString(),
                            "tensor t",
                            "IQ3_S",
                            "expected one of",
                            "Q8_0",
                            "BF16");
            malformed(gguf::tensors).hasMessageContainingAll("tensor t", "IQ3_S");
        }
    }

    @Test
    void unknownTypeOpensButIsNumberedWhenAskedFor() throws IOException {
        Path file = write(RawGguf.header(1, 0).tensor("t", 999, 0, 256).padTo(32).zeros(160));
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.info("t").typeName()).isEqualTo("type 999");
            assertThat(gguf.info("t").byteSize()).isEqualTo(-1);
            malformed(() -> gguf.tensor("t"))
                    .hasMessageContainingAll("tensor t", "type 999", "expected one of", "Q8_0");
            malformed(() -> gguf.rawTensor("t"))
                    .hasMessageContainingAll("tensor t", "type number 999", "expected one of");
        }
    }

    @Test
    void missingTensorIsNamed() throws IOException {
        Path file = write(RawGguf.header(1, 0).tensor("t", RawGguf.F32, 0, 1).padTo(32).zeros(4));
        try (GgufFile gguf = GgufFile.open(file)) {
            malformed(() -> gguf.tensor("u"))
                    .hasMessageContainingAll(
                            file.toString(), "tensor u", "not among the 1 tensors", "expected");
            assertThat(gguf.hasTensor("u")).isFalse();
        }
    }

    @Test
    void fileThatGrewIsNotHashedAsTheOpenedOne() throws IOException {
        Path file = write(RawGguf.header(0, 0));
        try (GgufFile gguf = GgufFile.open(file)) {
            Files.write(file, RawGguf.header(0, 0).zeros(1).toBytes());
            malformed(gguf::sha256)
                    .hasMessageContainingAll(file.toString(), "has 25 bytes", "expected 24");
        }
    }

    private Path write(RawGguf raw) throws IOException {
        return Files.write(folder.resolve("hostile.gguf"), raw.toBytes());
    }

    /// From a file and from memory, in the same words.
    private AbstractThrowableAssert<?, ?> refused(RawGguf raw) throws IOException {
        Path file = write(raw);
        MemorySegment content = MemorySegment.ofArray(raw.toBytes());
        Throwable fromMemory = catchThrowable(() -> GgufFile.open(file, content).close());
        return refused(file)
                .satisfies(fromFile -> assertThat(fromMemory).hasMessage(fromFile.getMessage()));
    }

    private static AbstractThrowableAssert<?, ?> refused(Path file) {
        return malformed(() -> GgufFile.open(file).close()).hasMessageStartingWith(file + ": ");
    }

    private static AbstractThrowableAssert<?, ?> malformed(ThrowingRunnable action) {
        return assertThatThrownBy(action::run).isInstanceOf(MalformedModelException.class);
    }

    private interface ThrowingRunnable {
        void run();
    }
}
