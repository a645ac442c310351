package dev.candor.organism.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Trains on the toy text in a process that ends on its way.
final class EndedTraining {
    static final int EXIT_CODE = 9;

    enum Way {
        /// With a checkpoint after each step, and no chance to do anything, as if killed.
        HALT,
        /// With checkpoints a minute apart, and while it computes, as Ctrl-C would.
        EXIT
    }

    private EndedTraining() {}

    /// @param arguments way, file of the checkpoint, epochs, step to end after
    public static void main(String[] arguments) throws IOException {
        Way way = Way.valueOf(arguments[0]);
        long last = Long.parseLong(arguments[3]);
        new Trainer(
                        ToyText.documents(),
                        ToyText.options(Integer.parseInt(arguments[2])),
                        Path.of(arguments[1]),
                        way == Way.HALT ? Duration.ZERO : Duration.ofMinutes(1))
                .train(
                        LlamaWeights.initial(ToyText.SHAPE, 1),
                        progress -> {
                            if (progress.step() == last) {
                                end(way);
                            }
                        });
    }

    private static void end(Way way) {
        switch (way) {
            case HALT -> Runtime.getRuntime().halt(EXIT_CODE);
            case EXIT -> Thread.ofPlatform().start(() -> System.exit(EXIT_CODE));
        }
    }
}
