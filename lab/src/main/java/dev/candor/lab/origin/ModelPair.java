package dev.candor.lab.origin;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.FeedForward;
import dev.candor.engine.model.Linear;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Two models whose neurons are to be compared: a base model and one that may have been tuned from
/// it, or two trainings of one shape.
///
/// @param base before tuning, or the first
/// @param instruct after it, or the second
/// @param expected what the pair should have been, for messages
public record ModelPair(Side base, Side instruct, String expected) {
    /// A base model and one that was tuned from it.
    public ModelPair(Side base, Side instruct) {
        this(base, instruct, "a base model and one that was tuned from it");
    }

    /// Two models that were trained apart.
    public static ModelPair twins(Side a, Side b) {
        return new ModelPair(a, b, "two models of one family, shape and vocabulary");
    }

    /// One of the two.
    ///
    /// @param name its file's
    public record Side(String name, Model model, Tokenizer tokenizer) {}

    /// Refuses models whose neurons do not answer each other: another family, shape or vocabulary.
    ///
    /// @param texts that both must cut into the same tokens
    /// @throws UnlikeModelsException naming the first difference
    public void requireAlike(List<String> texts) {
        ModelConfig before = base.model.config();
        ModelConfig after = instruct.model.config();
        same("the family is", before.family(), after.family());
        same("the number of layers is", before.layers(), after.layers());
        same("the neurons a layer are", before.ffn(), after.ffn());
        same("the width is", before.width(), after.width());
        sameTokens(texts);
    }

    /// Refuses weights of fewer than 8 bits, whose rounding is as large as what is measured.
    ///
    /// @throws MalformedModelException naming file, tensor and type
    public void requireEightBits() {
        for (Side side : List.of(base, instruct)) {
            for (int layer = 0; layer < side.model.config().layers(); layer++) {
                FeedForward w = side.model.weights().layers().get(layer).feedForward();
                requireEightBits(side, "blk.%d.ffn_up.weight".formatted(layer), w.wUp().weight());
                requireEightBits(
                        side, "blk.%d.ffn_down.weight".formatted(layer), w.wDown().weight());
                Linear gate = w.wGate();
                if (gate != null) {
                    requireEightBits(
                            side, "blk.%d.ffn_gate.weight".formatted(layer), gate.weight());
                }
            }
        }
    }

    private static void requireEightBits(Side side, String tensor, Matrix weight) {
        if (!hasEightBits(weight.type())) {
            throw new MalformedModelException(
                    side.model.file().path(),
                    "tensor " + side.model.file().nameInFile(tensor),
                    "is stored as "
                            + weight.type()
                            + ", expected F32, F16, BF16 or Q8_0: below 8 bits rounding is as large"
                            + " as what is measured");
        }
    }

    private static boolean hasEightBits(TensorType type) {
        return switch (type) {
            case F32, F16, BF16, Q8_0 -> true;
            case Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS ->
                    false;
        };
    }

    private void same(String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            throw new UnlikeModelsException(
                    "%s %s in %s and %s in %s"
                            .formatted(what, before, base.name, after, instruct.name),
                    expected);
        }
    }

    private void sameTokens(List<String> texts) {
        Tokenizer before = base.tokenizer;
        Tokenizer after = instruct.tokenizer;
        same("the tokens are", before.vocabularySize(), after.vocabularySize());
        for (int id = 0; id < before.vocabularySize(); id++) {
            if (!Arrays.equals(before.bytesOf(id), after.bytesOf(id))) {
                same("token " + id + " is", text(before, id), text(after, id));
            }
        }
        for (String text : texts) {
            int[] one = before.encode(text, false, false).ids();
            int[] other = after.encode(text, false, false).ids();
            if (!Arrays.equals(one, other)) {
                throw new UnlikeModelsException(
                        "'%s' is cut into %d tokens in %s and %d others in %s"
                                .formatted(
                                        text, one.length, base.name, other.length, instruct.name),
                        expected);
            }
        }
    }

    private static String text(Tokenizer tokenizer, int id) {
        return "'" + new String(tokenizer.bytesOf(id), StandardCharsets.UTF_8) + "'";
    }
}
