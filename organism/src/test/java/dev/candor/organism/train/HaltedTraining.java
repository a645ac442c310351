package dev.candor.organism.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Trains on the toy text until its process is gone after a given step, as if killed.
final class HaltedTraining {
    static final int EXIT_CODE = 9;

    private HaltedTraining() {}

    /// @param arguments file of the checkpoint, epochs, step to halt after
    public static void main(String[] arguments) throws IOException {
        long last = Long.parseLong(arguments[2]);
        new Trainer(
                        ToyText.documents(),
                        ToyText.options(Integer.parseInt(arguments[1])),
                        Path.of(arguments[0]),
                        Duration.ZERO)
                .train(
                        LlamaWeights.initial(ToyText.SHAPE, 1),
                        progress -> {
                            if (progress.step() == last) {
                                Runtime.getRuntime().halt(EXIT_CODE);
                            }
                        });
    }
}
