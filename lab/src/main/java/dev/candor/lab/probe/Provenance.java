package dev.candor.lab.probe;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a probe comes from: enough to make it again.
///
/// @param modelName as the model file calls itself, or the file's name
/// @param modelSha256 of the whole model file, 64 lower-case hex digits
/// @param dataSha256 file name → hash of each question file
/// @param seed of sampling, splits and draws
/// @param candorVersion version of this toolkit
/// @param javaVersion version of the JVM
/// @param settings name → value of every setting of the run that can change the probe
public record Provenance(
        String modelName,
        String modelSha256,
        Map<String, String> dataSha256,
        long seed,
        String candorVersion,
        String javaVersion,
        Map<String, String> settings) {
    public Provenance {
        requireHash("model", modelSha256);
        dataSha256.forEach(Provenance::requireHash);
        dataSha256 = sorted(dataSha256);
        settings = sorted(settings);
    }

    private static void requireHash(String of, String hash) {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "hash of " + of + " is '" + hash + "', expected 64 hex digits");
        }
    }

    private static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
