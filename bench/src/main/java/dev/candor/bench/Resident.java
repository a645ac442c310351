package dev.candor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Physical memory of a process, in bytes, as Linux tells it; all −1 where it does not.
///
/// @param most the process has held at once
/// @param mapped pages of files: weights that are not repacked, and the JVM's own code
/// @param own everything else: heap, compiled code, stacks, KV cache
record Resident(long most, long mapped, long own) {
    static final Resident UNKNOWN = new Resident(-1, -1, -1);

    /// Of a process now; [#UNKNOWN] once it has ended.
    static Resident of(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
            return new Resident(
                    bytes(status, "VmHWM"), bytes(status, "RssFile"), bytes(status, "RssAnon"));
        } catch (IOException notThere) {
            return UNKNOWN;
        }
    }

    /// The larger of each.
    Resident atMost(Resident other) {
        return new Resident(
                Math.max(most, other.most),
                Math.max(mapped, other.mapped),
                Math.max(own, other.own));
    }

    private static long bytes(String status, String name) {
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        return line.find() ? Long.parseLong(line.group(1)) * 1024 : -1;
    }
}
