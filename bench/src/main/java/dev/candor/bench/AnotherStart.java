package dev.candor.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The same program in a JVM of its own, with the flags of this one.
final class AnotherStart {
    private AnotherStart() {}

    /// What it left.
    record Result(int code, String out, String err) {}

    static Result of(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Path err = Files.createTempFile("candor-bench", ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /// Without what the launcher tells about this process alone, such as its descriptors.
    static List<String> flags(List<String> own) {
        return own.stream().filter(flag -> !flag.startsWith("-Dcandor.")).toList();
    }
}
