package dev.candor.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the figures were taken on.
///
/// @param cpu name, family and model where the system tells
/// @param commit of the checkout we run from; `unknown` outside of one
/// @param flags of the JVM, without system properties
record Machine(
        String cpu,
        int cores,
        long memoryBytes,
        String system,
        String java,
        String commit,
        String flags) {
    private static final List<String> SILENT = List.of("-Xlog", "-Xbootclasspath", "-XX:AOTCache");

    static Machine here() throws IOException {
        var runtime = ManagementFactory.getRuntimeMXBean();
        return new Machine(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                os().getTotalMemorySize(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                runtime.getVmVendor() + " " + Runtime.version(),
                commitHere(),
                String.join(" ", telling(runtime.getInputArguments())));
    }

    /// Flags that speed may depend on: neither what is logged nor where files of ours lie.
    static List<String> telling(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.startsWith("-X"))
                .filter(flag -> SILENT.stream().noneMatch(flag::startsWith))
                .toList();
    }

    /// Runnable processes, the mean of the last minute; negative where the system does not tell.
    static double load() {
        return os().getSystemLoadAverage();
    }

    /// The most physical memory this process has held, mapped files included, in bytes; −1 where
    /// the system does not tell.
    static long peakResidentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        Matcher peak = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(Files.readString(status));
        return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : -1;
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.1f GiB, %s; %s; commit %s; JVM flags %s",
                cpu,
                cores,
                memoryBytes / (double) (1 << 30),
                system,
                java,
                commit,
                flags);
    }

    private static OperatingSystemMXBean os() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }

    private static String cpuName() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        String info = Files.readString(file);
        return "%s (family %s, model %s)"
                .formatted(
                        field(info, "model name"), field(info, "cpu family"), field(info, "model"));
    }

    private static String field(String info, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "\\s*: (.*)$").matcher(info);
        return line.find() ? line.group(1) : "unknown";
    }

    private static String commitHere() {
        try {
            Path jar =
                    Path.of(
                            Machine.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            String commit = git(jar, "rev-parse", "--short=12", "HEAD");
            String changed = git(jar, "status", "--porcelain", "--untracked-files=no");
            return commit.isEmpty() ? "unknown" : changed.isEmpty() ? commit : commit + " + edits";
        } catch (IOException | URISyntaxException noGit) {
            return "unknown";
        }
    }

    private static String git(Path jar, String... arguments) throws IOException {
        ProcessBuilder git = new ProcessBuilder("git");
        git.command().addAll(List.of(arguments));
        Path folder = jar.getParent();
        if (folder != null) {
            git.directory(folder.toFile());
        }
        Process process = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
