package dev.candor.bench;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

/// What a timed run of ours computed.
///
/// @param seconds of the timed part
/// @param checksum CRC32C of all greedy token ids and of the bits of the last step's logits
/// @param first the same over the first sequence's first `decoded` steps of the narrower workload:
///   decoded alone or beside others it must not differ
record Answer(double seconds, String checksum, String first) {
    /// Bytes of a growing checksum.
    static final class Sum {
        private final CRC32C crc = new CRC32C();

        void add(int token) {
            crc.update(ByteBuffer.allocate(4).putInt(0, token));
        }

        void add(double value) {
            crc.update(ByteBuffer.allocate(8).putDouble(0, value));
        }

        /// The bits of `n` floats from `from`.
        void add(float[] values, int from, int n) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * n);
            bytes.asFloatBuffer().put(values, from, n);
            crc.update(bytes);
        }

        String text() {
            return String.format(Locale.ROOT, "%08x", crc.getValue());
        }
    }
}
