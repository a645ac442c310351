package dev.candor.engine.format.gguf;

/// Bounds on what a file may ask for, far above any real model and far below what hurts.
final class GgufLimits {
    /// Metadata and tensor directory together; a vocabulary of 256k with merges takes about 20 MiB.
    static final long HEADER_BYTES = 128L << 20;

    static final long STRING_BYTES = 1L << 20;
    static final long NAME_BYTES = 65_535;
    static final long METADATA_ENTRIES = 1 << 16;
    static final long TENSORS = 1 << 16;
    static final int DIMENSIONS = 4;

    /// Arrays within arrays: levels, and how many in a file.
    static final int ARRAY_DEPTH = 4;

    static final long NESTED_ARRAYS = 1 << 16;

    /// The key of what data offsets are multiples of.
    static final String ALIGNMENT = "general.alignment";

    static final long DEFAULT_ALIGNMENT = 32;

    /// The format wants multiples of 8; it also keeps every tensor fit for aligned access.
    static final long LEAST_ALIGNMENT = 8;

    private GgufLimits() {}
}
