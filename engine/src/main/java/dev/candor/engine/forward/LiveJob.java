package dev.candor.engine.forward;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.DecodedText;

/// One reply that is wanted of a [LiveBatch]. Called by the thread that steps the batch; what is
/// thrown here ends this job alone.
public interface LiveJob {
    /// At least one token.
    int[] prompt();

    GenerateOptions options();

    default Gains gains() {
        return Gains.NONE;
    }

    /// Whether the last token is read too, so that [#ffn] sees it.
    default boolean readsLast() {
        return false;
    }

    /// Asked before every step; nothing is told to a job that is cancelled.
    default boolean isCancelled() {
        return false;
    }

    /// The FFN activations of one layer at one position, before gains; [#ffn] of the same follows.
    ///
    /// @param z shape [ffn] from `zFrom`
    default void activations(int layer, int position, float[] z, int zFrom) {}

    /// The FFN of one layer at one position of the prompt or the reply, after gains. Positions
    /// whose keys and values were there already are not seen, all but the prompt's last one at
    /// most; a position that has to be read again is seen again, with the same numbers.
    ///
    /// @param z input of wDown, shape [ffn] from `zFrom`
    /// @param h its output, shape [d] from `hFrom`
    default void ffn(int layer, int position, float[] z, int zFrom, float[] h, int hFrom) {}

    /// A token was drawn, which may be one that ends the reply.
    ///
    /// @param logits it was drawn from, shape [vocabulary] from `from`; valid during the call
    default void drawn(int token, float[] logits, int from, int vocabulary) {}

    /// The reply has become longer and goes on.
    ///
    /// @param decoded text of all tokens so far
    /// @param certain characters of it that no stop text will take back
    /// @param read tokens of the reply that the model has read
    default void advanced(DecodedText decoded, int certain, int read) {}

    /// The reply is whole.
    void ended(Generation generation);

    /// The reply will not come.
    void failed(RuntimeException problem);

    /// What a job is told that threw.
    static RuntimeException failure(Throwable thrown) {
        return thrown instanceof RuntimeException problem
                ? problem
                : new IllegalStateException("the job failed: " + thrown, thrown);
    }
}
