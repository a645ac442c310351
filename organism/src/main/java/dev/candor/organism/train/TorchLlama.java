package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.tensor;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/// The trainer's own forward pass, to check the engine's with.
public final class TorchLlama {
    private TorchLlama() {}

    /// Reads `tokens` from position 0.
    ///
    /// @return logits behind each token, [tokens][vocabulary]
    /// @throws IllegalArgumentException if the tokens do not fit the shape
    public static float[][] logits(LlamaWeights weights, int... tokens) {
        Shape shape = weights.shape();
        int[] read = Arrays.copyOf(tokens, tokens.length + 1);
        boolean[] learned = new boolean[read.length];
        Arrays.fill(learned, true);
        Document document = new Document(read, learned);
        document.check(shape);
        Layout layout = new Layout(shape);
        Torch.useCallingThreadOnly();
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            float[] flat =
                    Torch.floats(
                            new Graph(layout)
                                    .logits(
                                            tensor(layout.join(weights)),
                                            Slice.of(List.of(document))));
            float[][] logits = new float[tokens.length][];
            for (int t = 0; t < tokens.length; t++) {
                logits[t] =
                        Arrays.copyOfRange(
                                flat, t * shape.vocabulary(), (t + 1) * shape.vocabulary());
            }
            return logits;
        }
    }
}
