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
import java.nio.file.Path;
import java.util.Arrays;

/// Compares a real model with what llama.cpp said about it: `RealModelCheck MODEL.gguf
/// RECORDED.json TOLERANCE`.
///
/// The difference behind a prompt is max |ln p − recorded ln p| over the 50 likeliest tokens,
/// divided by their spread. The recorded greedy continuation is read on, and at each of its tokens
/// ours must be the same or lie within the tolerance of it: then the two continuations are equal,
/// or part at a near-tie. Ends with 1 if anything lies outside.
public final class RealModelCheck {
    private final Session session;
    private final RecordedModel recorded;
    private final double tolerance;
    private double largest;
    private double largestAbsolute;
    private int equal;
    private int outside;

    private RealModelCheck(Session session, RecordedModel recorded, double tolerance) {
        this.session = session;
        this.recorded = recorded;
        this.tolerance = tolerance;
    }

    public static void main(String[] args) throws IOException {
        RecordedModel recorded = RecordedModel.read(Path.of(args[1]));
        double tolerance = Double.parseDouble(args[2]);
        System.exit(run(Path.of(args[0]), recorded, tolerance) ? 0 : 1);
    }

    private static boolean run(Path file, RecordedModel recorded, double tolerance) {
        try (Model model = Model.open(file);
                Workers workers = Workers.perCore()) {
            String found = model.file().sha256();
            if (!found.equals(recorded.sha256())) {
                throw new IllegalStateException(
                        file + ": SHA-256 " + found + ", recorded was " + recorded.sha256());
            }
            Session session = new Session(model, KernelProvider.best(System.err::println), workers);
            return new RealModelCheck(session, recorded, tolerance).run();
        }
    }

    private boolean run() {
        for (RecordedModel.Prompt prompt : recorded.prompts()) {
            check(prompt);
        }
        System.out.printf(
                "%s against %s: %d prompts, largest difference %.2e of the spread (%.2e in ln p),"
                        + " %d greedy continuations equal, %d outside the tolerance of %.0e%n",
                recorded.model(),
                recorded.peer(),
                recorded.prompts().size(),
                largest,
                largestAbsolute,
                equal,
                outside,
                tolerance);
        return outside == 0;
    }

    private void check(RecordedModel.Prompt prompt) {
        int last = prompt.tokens().length - 1;
        int[] all = Arrays.copyOf(prompt.tokens(), last + prompt.greedy().length);
        System.arraycopy(
                prompt.greedy(), 0, all, last + 1, Math.max(0, prompt.greedy().length - 1));
        try (Sequence sequence = session.sequence()) {
            Batch batch = new Batch();
            batch.add(sequence, all, prompt.greedy().length);
            Logits logits = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            double absolute = difference(prompt, logits);
            double relative = absolute / prompt.spread();
            largest = Math.max(largest, relative);
            largestAbsolute = Math.max(largestAbsolute, absolute);
            if (!(relative <= tolerance)) {
                outside++;
            }
            System.out.printf(
                    "%.2e (%.2e in ln p), %s: %s%n",
                    relative,
                    absolute,
                    greedy(prompt, logits),
                    prompt.text()
                            .substring(0, Math.min(40, prompt.text().length()))
                            .replace('\n', ' '));
        }
    }

    private static double difference(RecordedModel.Prompt prompt, Logits logits) {
        double worst = 0;
        for (int i = 0; i < prompt.topIds().length; i++) {
            double found =
                    Logits.logProbability(
                            logits.values(),
                            logits.from(0, 0),
                            logits.vocabulary(),
                            prompt.topIds()[i]);
            worst = Math.max(worst, Math.abs(found - prompt.topLogProbabilities()[i]));
        }
        return worst;
    }

    private String greedy(RecordedModel.Prompt prompt, Logits logits) {
        StringBuilder partings = new StringBuilder();
        for (int i = 0; i < prompt.greedy().length; i++) {
            int from = logits.from(0, i);
            int ours = likeliest(logits, from);
            int theirs = prompt.greedy()[i];
            if (ours != theirs) {
                double gap = logits.values()[from + ours] - logits.values()[from + theirs];
                partings.append(partings.isEmpty() ? "parts" : ",")
                        .append(" at %d by %.4f".formatted(i, gap));
                if (!(gap <= 2 * tolerance * prompt.spread())) {
                    outside++;
                }
            }
        }
        if (partings.isEmpty()) {
            equal++;
            return prompt.greedy().length + " greedy tokens equal";
        }
        return partings.toString();
    }

    private static int likeliest(Logits logits, int from) {
        int best = 0;
        for (int id = 1; id < logits.vocabulary(); id++) {
            if (logits.values()[from + id] > logits.values()[from + best]) {
                best = id;
            }
        }
        return best;
    }
}
