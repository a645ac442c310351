package dev.candor.engine.oracle;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.model.RmsNorm;
import dev.candor.engine.model.Rope;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.testing.ReferenceModel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says whose the difference of [RealModelCheck] is: how far we and llama.cpp are from the plain
/// forward pass in double precision, behind the first recorded prompt of an F32 model without RoPE
/// scaling: `ExactCheck MODEL.gguf RECORDED.json`.
public final class ExactCheck {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ExactCheck() {}

    public static void main(String[] args) throws IOException {
        RecordedModel.Prompt prompt = RecordedModel.read(Path.of(args[1])).prompts().getFirst();
        try (Model model = Model.open(Path.of(args[0]));
                Workers workers = Workers.perCore()) {
            double[] exact = exact(model, prompt.tokens());
            Session session = new Session(model, KernelProvider.best(System.err::println), workers);
            try (Sequence sequence = session.sequence()) {
                Batch batch = new Batch();
                batch.add(sequence, prompt.tokens(), Batch.Want.LAST);
                Logits found = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
                print(prompt, exact, found);
            }
        }
    }

    /// ln p of every token behind `tokens`; decodes a tensor each time it is asked for, since all
    /// of them would not fit as doubles.
    private static double[] exact(Model model, int[] tokens) {
        ModelConfig c = model.config();
        Rope rope =
                Objects.requireNonNull(
                        model.weights().layers().getFirst().attention().rule().rope());
        ReferenceModel.Shape shape =
                ReferenceModel.Shape.llama(
                        c.layers(),
                        c.width(),
                        c.ffn(),
                        c.heads(),
                        c.kvHeads(),
                        ((RmsNorm) model.weights().output().norm()).epsilon(),
                        new ReferenceModel.Turn(
                                rope.inverseFrequencies(), rope.magnitude(), false));
        double[][] logits =
                new ReferenceModel(shape, name -> decode(model, name)).run(tokens).logits();
        double[] last = logits[logits.length - 1];
        double max = Arrays.stream(last).max().orElseThrow();
        double sum = Arrays.stream(last).map(logit -> StrictMath.exp(logit - max)).sum();
        return Arrays.stream(last).map(logit -> logit - max - StrictMath.log(sum)).toArray();
    }

    private static double @Nullable [] decode(Model model, String name) {
        if (!model.file().hasTensor(name)) {
            return null;
        }
        MemorySegment data = model.file().tensor(name).data();
        double[] values = new double[Math.toIntExact(data.byteSize() / 4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(FLOAT, 4L * i);
        }
        return values;
    }

    private static void print(RecordedModel.Prompt prompt, double[] exact, Logits found) {
        double ours = 0;
        double theirs = 0;
        for (int i = 0; i < prompt.topIds().length; i++) {
            int id = prompt.topIds()[i];
            double ln =
                    Logits.logProbability(found.values(), found.from(0, 0), found.vocabulary(), id);
            ours = Math.max(ours, Math.abs(ln - exact[id]));
            theirs = Math.max(theirs, Math.abs(prompt.topLogProbabilities()[i] - exact[id]));
        }
        System.out.printf(
                "from the double-precision ln p: ours %.2e, llama.cpp %.2e%n", ours, theirs);
    }
}
