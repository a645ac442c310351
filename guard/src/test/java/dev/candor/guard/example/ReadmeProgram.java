package dev.candor.guard.example;

import dev.candor.guard.live.Guard;
import dev.candor.guard.live.GuardReply;
import java.io.IOException;
import java.nio.file.Path;

/// The program of README.md, which holds the lines between the braces of [#run].
final class ReadmeProgram {
    private ReadmeProgram() {}

    static void run(Path model, Path probe, Path policy) throws IOException {
        try (Guard guard = Guard.builder(model, probe).policy(policy).open()) {
            GuardReply reply = guard.ask("How long is the warranty on the frame?");
            System.out.println(reply.text()); // what may go out: the answer, or a sentence instead
            System.out.println(reply.risk()); // Scored[…, probability=0.93, …] or NoScore[reason=…]
            System.out.println(reply.action() + " by the rule " + reply.rule());
        }
    }
}
