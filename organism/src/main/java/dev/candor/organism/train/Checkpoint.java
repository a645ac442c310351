package dev.candor.organism.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// All that training goes on from, in one file that is replaced at once.
///
/// @param identity hash of data, options and first weights, hexadecimal
/// @param loss smoothed, nats
/// @param weights [size]
/// @param mean first moments, [size]
/// @param square second moments, [size]
@SuppressWarnings("ArrayRecordComponent") // never compared
record Checkpoint(
        String identity,
        long step,
        long tokens,
        Reading.Place place,
        double loss,
        float[] weights,
        float[] mean,
        float[] square) {
    private static final int MAGIC = 0x43445431;

    /// Writes under a temporary name, flushes and renames: a kill leaves the old file or the new.
    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (FileOutputStream stream = new FileOutputStream(temporary.toFile())) {
            CheckedOutputStream sum =
                    new CheckedOutputStream(new BufferedOutputStream(stream), new CRC32C());
            DataOutputStream out = new DataOutputStream(sum);
            out.writeInt(MAGIC);
            out.writeUTF(identity);
            out.writeLong(step);
            out.writeLong(tokens);
            out.writeInt(place.epoch());
            out.writeInt(place.next());
            out.writeDouble(loss);
            out.writeInt(weights.length);
            for (float[] values : new float[][] {weights, mean, square}) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
            out.writeLong(sum.getChecksum().getValue());
            out.flush();
            stream.getFD().sync();
        }
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// @throws IOException also if the file is not a checkpoint, or damaged
    static Checkpoint read(Path file, int size) throws IOException {
        CheckedInputStream sum =
                new CheckedInputStream(
                        new BufferedInputStream(Files.newInputStream(file)), new CRC32C());
        try (DataInputStream in = new DataInputStream(sum)) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw new IOException(
                        "%s begins with %08x, expected the %08x of a checkpoint"
                                .formatted(file, magic, MAGIC));
            }
            String identity = in.readUTF();
            long step = in.readLong();
            long tokens = in.readLong();
            Reading.Place place = new Reading.Place(in.readInt(), in.readInt());
            double loss = in.readDouble();
            int found = in.readInt();
            if (found != size) {
                throw new IOException(
                        "%s has %d weights, expected %d: it is of another training"
                                .formatted(file, found, size));
            }
            float[][] values = new float[3][size];
            for (float[] part : values) {
                byte[] bytes = new byte[4 * size];
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(part);
            }
            long expected = sum.getChecksum().getValue();
            if (in.readLong() != expected) {
                throw new IOException(file + " is damaged: its checksum does not match");
            }
            return new Checkpoint(
                    identity, step, tokens, place, loss, values[0], values[1], values[2]);
        } catch (EOFException e) {
            throw new IOException(file + " is damaged: it ends early", e);
        }
    }
}
