package dev.candor.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `./candor serve` with the risk of every token, on a port of loopback that it finds itself.
///
/// @param launcher the script `candor`
/// @param parallel replies that it generates together
/// @param queue requests that may wait beside them; null for its own default
/// @param policy null to let everything out
/// @param work a folder for the review queue and for what it says
record OurServer(
        Path launcher,
        Path model,
        Path probe,
        int threads,
        int parallel,
        @Nullable Integer queue,
        @Nullable Path policy,
        Path work) {
    private static final String DATABASE = "queue.db";

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "serve"));
        command.addAll(List.of("--model", model.toString(), "--probe", probe.toString()));
        command.addAll(
                List.of("--host", "127.0.0.1", "--port", "0", "--db", database().toString()));
        command.addAll(List.of("--threads", "" + threads, "--parallel", "" + parallel));
        if (queue != null) {
            command.addAll(List.of("--queue", "" + queue));
            // A deadline that passes in the queue is another promise than losing nothing.
            command.addAll(List.of("--deadline", "3600"));
        }
        if (policy != null) {
            command.addAll(List.of("--policy", policy.toString()));
        }
        return command;
    }

    Path database() {
        return work.resolve(DATABASE);
    }

    ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(command(), Map.of(), null, work, "candor-serve");
    }
}
