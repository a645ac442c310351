package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Perplexity of a text as the peer measures it, over windows of 512 tokens.
///
/// @param folder of the peer
/// @param text a file
/// @param windows most of them
/// @param work a folder for what it says
record PeerPerplexity(Path folder, Path text, int windows, int threads, Path work) {
    private static final String PROGRAM = "llama-perplexity";
    private static final Pattern FINAL =
            Pattern.compile("Final estimate: PPL = ([0-9.]+) \\+/- ([0-9.]+)");

    /// @param error standard error, as the peer estimates it
    record Found(double perplexity, double error) {}

    /// The command, without the folder in front.
    List<String> command(Path model) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-m", model.toString()));
        command.addAll(List.of("-f", text.toString(), "-c", "512", "--chunks", "" + windows));
        command.addAll(List.of("-t", "" + threads));
        return command;
    }

    Found of(Path model) throws IOException, InterruptedException {
        List<String> command = command(model);
        command.set(0, folder.resolve(PROGRAM).toAbsolutePath().toString());
        Path said = work.resolve("perplexity.out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("LD_LIBRARY_PATH", folder.toAbsolutePath().toString());
        Process process = builder.start();
        try {
            int code = process.waitFor();
            Matcher found = FINAL.matcher(Files.readString(said));
            if (code != 0 || !found.find()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "%s ended with %d: %s".formatted(PROGRAM, code, LlamaCpp.lastLine(said)));
            }
            return new Found(
                    Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2)));
        } finally {
            process.destroy();
        }
    }
}
