package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The safetensors files of a folder: `model.safetensors`, or those that
/// `model.safetensors.index.json` names.
final class Shards implements AutoCloseable {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String SHARD = "[A-Za-z0-9_-][A-Za-z0-9._-]*\\.safetensors";
    private static final int MOST = 4096;

    private final @Nullable Path index;
    private final Map<String, SafetensorsFile> files = new TreeMap<>();
    private final Map<String, SafetensorsFile> owners = new LinkedHashMap<>();

    private Shards(@Nullable Path index) {
        this.index = index;
    }

    /// @throws MalformedModelException if a file is missing or malformed, or index and files
    ///   disagree
    static Shards open(Path folder) {
        Path single = folder.resolve(SINGLE);
        Path index = folder.resolve(INDEX);
        boolean indexed = !Files.exists(single) && Files.exists(index);
        Shards shards = new Shards(indexed ? index : null);
        try {
            if (indexed) {
                shards.openIndexed(folder, index);
            } else {
                shards.openShard(SINGLE, single);
            }
            return shards;
        } catch (Throwable t) {
            shards.close();
            throw t;
        }
    }

    private void openIndexed(Path folder, Path index) {
        JsonNode map = JsonFile.object(index).path("weight_map");
        if (!map.isObject()) {
            throw new MalformedModelException(
                    index, "weight_map", "is " + map.getNodeType() + ", expected an object");
        }
        Map<String, String> shardOf = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().asString("");
            // A name that leads out of the folder has a slash or begins with a dot.
            if (!shard.matches(SHARD)) {
                throw new MalformedModelException(
                        index,
                        "tensor " + entry.getKey(),
                        "is in "
                                + entry.getValue()
                                + ", expected the name of a .safetensors file beside the index");
            }
            shardOf.put(entry.getKey(), shard);
            if (!files.containsKey(shard)) {
                if (files.size() == MOST) {
                    throw new MalformedModelException(
                            index, "weight_map", "names more than " + MOST + " files");
                }
                openShard(shard, folder.resolve(shard));
            }
        }
        requireAgreement(index, shardOf);
    }

    private void openShard(String name, Path path) {
        SafetensorsFile file = SafetensorsFile.open(path);
        files.put(name, file);
        for (String tensor : file.listing().keySet()) {
            SafetensorsFile other = owners.put(tensor, file);
            if (other != null) {
                throw new MalformedModelException(
                        path,
                        "tensor " + tensor,
                        "is also in " + other.path().getFileName() + ", expected it once");
            }
        }
    }

    private void requireAgreement(Path index, Map<String, String> shardOf) {
        shardOf.forEach((tensor, shard) -> {
            if (owners.get(tensor) != files.get(shard)) {
                throw new MalformedModelException(
                        index, "tensor " + tensor, "is not in " + shard + ", expected it there");
            }
        });
        owners.forEach((tensor, file) -> {
            if (!shardOf.containsKey(tensor)) {
                throw new MalformedModelException(
                        file.path(),
                        "tensor " + tensor,
                        "is not in " + INDEX + ", expected all tensors there");
            }
        });
    }

    /// The index, null for a single file.
    @Nullable Path index() {
        return index;
    }

    /// By name.
    Map<String, SafetensorsFile> files() {
        return files;
    }

    /// The file of each tensor, by its name there.
    Map<String, SafetensorsFile> owners() {
        return owners;
    }

    @Override
    public void close() {
        files.values().forEach(SafetensorsFile::close);
    }
}
