package dev.candor.engine.oracle;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Continues a story with llama2.c's stories15M and compares every logit on the way with the plain
/// forward pass: `StoriesCheck stories15m.bin`. Ends with 1 if one is further off than 1e-4 of the
/// spread, or a greedy choice differs.
public final class StoriesCheck {
    private static final int TOKENS = 64;
    private static final double TOLERANCE = 1e-4;

    /// `<s>` Once upon a time
    private static final int[] BEGINNING = {1, 9038, 2501, 263, 931};

    private StoriesCheck() {}

    public static void main(String[] args) throws IOException {
        System.exit(run(Path.of(args[0])) ? 0 : 1);
    }

    private static boolean run(Path file) throws IOException {
        Path gguf = Files.createTempFile("stories-", ".gguf");
        try (Arena arena = Arena.ofConfined()) {
            Llama2cFile stories = Llama2cFile.open(file, arena);
            stories.writeGguf(gguf);
            int[] tokens = Arrays.copyOf(BEGINNING, TOKENS);
            float[][] found = continueGreedily(gguf, tokens);
            return compare(stories.reference().run(tokens).logits(), found);
        } finally {
            Files.delete(gguf);
        }
    }

    /// Fills `tokens` behind the beginning, and returns the logits behind each of them.
    private static float[][] continueGreedily(Path file, int[] tokens) {
        float[][] found = new float[tokens.length][];
        try (Model model = Model.open(file);
                Workers workers = Workers.perCore()) {
            Session session = new Session(model, KernelProvider.best(System.err::println), workers);
            try (Sequence sequence = session.sequence()) {
                for (int t = 0; t < tokens.length; t++) {
                    Batch batch = new Batch();
                    batch.add(sequence, new int[] {tokens[t]}, Batch.Want.LAST);
                    Logits logits =
                            session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
                    found[t] = Arrays.copyOf(logits.values(), logits.vocabulary());
                    if (t + 1 >= BEGINNING.length && t + 1 < tokens.length) {
                        tokens[t + 1] = likeliest(found[t]);
                    }
                }
            }
        }
        return found;
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) {
            best = logits[id] > logits[best] ? id : best;
        }
        return best;
    }

    private static boolean compare(double[][] expected, float[][] found) {
        double largest = 0;
        int equal = 0;
        for (int t = 0; t < expected.length; t++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            double worst = 0;
            for (int id = 0; id < expected[t].length; id++) {
                low = Math.min(low, expected[t][id]);
                high = Math.max(high, expected[t][id]);
                worst = Math.max(worst, Math.abs(found[t][id] - expected[t][id]));
            }
            largest = Math.max(largest, worst / (high - low));
            equal += expected[t][likeliest(found[t])] == high ? 1 : 0;
        }
        System.out.printf(
                "stories15M against the plain forward pass: %d tokens, largest difference %.2e of"
                        + " the spread, %d likeliest tokens equal%n",
                expected.length, largest, equal);
        return largest <= TOLERANCE && equal == expected.length;
    }
}
