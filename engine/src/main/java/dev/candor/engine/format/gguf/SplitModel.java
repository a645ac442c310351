package dev.candor.engine.format.gguf;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.MalformedModelException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A model in several GGUF files side by side, as llama.cpp's `gguf-split` leaves large ones:
/// `NAME-00001-of-00003.gguf` has all metadata, and every file some of the tensors.
public final class SplitModel implements GgufModel {
    private static final String COUNT = "split.count";
    private static final String NUMBER = "split.no";
    private static final String TENSORS = "split.tensors.count";

    private final List<GgufFile> parts;
    private final Map<String, GgufFile> owners = new LinkedHashMap<>();
    private final Map<String, GgufTensorInfo> listing = new LinkedHashMap<>();
    private volatile @Nullable String sha256;

    private SplitModel(List<GgufFile> parts) {
        this.parts = List.copyOf(parts);
        for (GgufFile part : parts) {
            part.listing()
                    .forEach((name, info) -> {
                        GgufFile other = owners.put(name, part);
                        if (other != null) {
                            throw new MalformedModelException(
                                    part.path(),
                                    "tensor " + name,
                                    "is also in "
                                            + other.path().getFileName()
                                            + ", expected it once");
                        }
                        listing.put(name, info);
                    });
        }
    }

    /// A GGUF file, with the others that its model is split into.
    ///
    /// @param path of the file, the first if there are several
    /// @throws MalformedModelException if it is not a sound GGUF file, or the others are not there,
    ///   not sound or of another split
    public static GgufModel open(Path path) {
        GgufFile first = GgufFile.open(path);
        List<GgufFile> parts = new ArrayList<>(List.of(first));
        try {
            long count = first.integer(COUNT, 1);
            if (count <= 1) {
                return first;
            }
            String prefix = prefix(first, count);
            for (int number = 1; number < count; number++) {
                GgufFile part = GgufFile.open(path.resolveSibling(name(prefix, number, count)));
                parts.add(part);
                require(part, COUNT, count);
                require(part, NUMBER, number);
            }
            SplitModel whole = new SplitModel(parts);
            require(first, TENSORS, whole.listing.size());
            return whole;
        } catch (Throwable t) {
            parts.forEach(GgufFile::close);
            throw t;
        }
    }

    /// What the names of all files begin with.
    ///
    /// @throws MalformedModelException if the name does not say which of the files it is, or it is
    ///   not the first
    private static String prefix(GgufFile file, long count) {
        String own = String.valueOf(file.path().getFileName());
        long number = file.integer(NUMBER);
        String end = name("", number, count);
        if (!own.endsWith(end)) {
            throw new MalformedModelException(
                    file.path(),
                    "metadata key " + NUMBER,
                    "is %d of %d, expected a file whose name ends with %s"
                            .formatted(number, count, end));
        }
        String prefix = own.substring(0, own.length() - end.length());
        if (number != 0) {
            throw new MalformedModelException(
                    file.path(),
                    "metadata key " + NUMBER,
                    "is %d of %d, expected 0: the first file, %s"
                            .formatted(number, count, name(prefix, 0, count)));
        }
        return prefix;
    }

    private static String name(String prefix, long number, long count) {
        return String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", prefix, number + 1, count);
    }

    private static void require(GgufFile part, String key, long expected) {
        long found = part.integer(key);
        if (found != expected) {
            throw new MalformedModelException(
                    part.path(), "metadata key " + key, "is " + found + ", expected " + expected);
        }
    }

    /// How many files there are.
    public int files() {
        return parts.size();
    }

    /// The format's version in the first file, 2 or 3.
    public int version() {
        return parts.getFirst().version();
    }

    /// Of the first file.
    @Override
    public Path path() {
        return parts.getFirst().path();
    }

    @Override
    public String format() {
        return parts.getFirst().format() + " in " + files() + " files";
    }

    @Override
    public long byteSize() {
        return parts.stream().mapToLong(GgufFile::byteSize).sum();
    }

    @Override
    public Map<String, GgufValue> metadata() {
        return parts.getFirst().metadata();
    }

    /// Every tensor of all files; offsets are within each one's own file.
    @Override
    public Map<String, GgufTensorInfo> listing() {
        return Collections.unmodifiableMap(listing);
    }

    @Override
    public GgufTensor tensor(String name) {
        return Objects.requireNonNull(owners.get(info(name).name())).tensor(name);
    }

    /// The SHA-256 of the files' hashes in their order, a line each: their names may change.
    @Override
    public String sha256() {
        String known = sha256;
        if (known == null) {
            StringBuilder lines = new StringBuilder();
            for (GgufFile part : parts) {
                lines.append(part.sha256()).append('\n');
            }
            known =
                    FileBytes.sha256(
                            MemorySegment.ofArray(
                                    lines.toString().getBytes(StandardCharsets.UTF_8)));
            sha256 = known;
        }
        return known;
    }

    @Override
    public void close() {
        parts.forEach(GgufFile::close);
    }
}
