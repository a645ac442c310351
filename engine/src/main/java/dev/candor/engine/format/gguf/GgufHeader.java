package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/// What stands before the tensor data.
///
/// @param alignment of tensor data
/// @param dataFrom where they begin
record GgufHeader(
        int version,
        Map<String, GgufValue> metadata,
        Map<String, GgufTensorInfo> tensors,
        long alignment,
        long dataFrom) {

    static GgufHeader parse(Path file, MemorySegment bytes) {
        GgufCursor cursor = new GgufCursor(file, bytes);
        checkMagic(cursor);
        int version = version(cursor);
        long tensorCount =
                cursor.count(
                        "number of tensors",
                        TensorDirectoryParser.LEAST_ENTRY_BYTES,
                        GgufLimits.TENSORS);
        long metadataCount =
                cursor.count(
                        "number of metadata keys",
                        MetadataParser.LEAST_ENTRY_BYTES,
                        GgufLimits.METADATA_ENTRIES);
        Map<String, GgufValue> metadata = new MetadataParser(cursor).parse(metadataCount);
        long alignment = alignment(file, metadata);
        Map<String, GgufTensorInfo> tensors =
                new TensorDirectoryParser(file, cursor, bytes.byteSize(), alignment)
                        .parse(tensorCount);
        long end = cursor.position();
        return new GgufHeader(
                version, metadata, tensors, alignment, end + (-end & (alignment - 1)));
    }

    private static void checkMagic(GgufCursor cursor) {
        byte[] magic = cursor.bytes(4, "the magic number");
        String text = new String(magic, StandardCharsets.ISO_8859_1);
        if (!text.equals("GGUF")) {
            throw cursor.error(
                    0,
                    "magic number is "
                            + HexFormat.ofDelimiter(" ").formatHex(magic)
                            + ", expected 47 47 55 46 (GGUF)");
        }
    }

    private static int version(GgufCursor cursor) {
        int version = cursor.int32("the version");
        int swapped = Integer.reverseBytes(version);
        if (swapped >= 1 && swapped <= 3) {
            throw cursor.error(
                    4,
                    "the file is big-endian (version "
                            + swapped
                            + " with its bytes reversed), expected little-endian");
        }
        if (version != 2 && version != 3) {
            throw cursor.error(
                    4,
                    "GGUF version is " + Integer.toUnsignedString(version) + ", expected 2 or 3");
        }
        return version;
    }

    private static long alignment(Path file, Map<String, GgufValue> metadata) {
        GgufValue value = metadata.get(GgufLimits.ALIGNMENT);
        if (value == null) {
            return GgufLimits.DEFAULT_ALIGNMENT;
        }
        if (!(value instanceof GgufValue.Uint32(long alignment))) {
            throw new MalformedModelException(
                    file,
                    "metadata key general.alignment",
                    "is of type " + value.type() + ", expected UINT32");
        }
        if (alignment < GgufLimits.LEAST_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw new MalformedModelException(
                    file,
                    "metadata key general.alignment",
                    "is "
                            + alignment
                            + ", expected a power of two of at least "
                            + GgufLimits.LEAST_ALIGNMENT);
        }
        return alignment;
    }
}
