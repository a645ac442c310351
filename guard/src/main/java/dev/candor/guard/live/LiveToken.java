package dev.candor.guard.live;

import dev.candor.guard.monitor.NeuronShare;
import dev.candor.guard.monitor.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One token of a reply, as soon as its text is certain and its score known.
///
/// @param id in the vocabulary
/// @param start of its text in the reply, UTF-16
/// @param text what it adds to the reply; empty for the later tokens of one character
/// @param score θ·CETT + b of this token alone; null if nothing watches or no position speaks for
///   it
/// @param risk of the score
/// @param inAnswer whether it belongs to the answer, by the text so far; null while there is none
/// @param neurons that raise its score most; empty unless asked for
/// @param soFar risk of the span that ends here: of the answer, in later sentences of their names
///   and numbers; null unless asked for
/// @param chance its log-probability, null unless asked for
public record LiveToken(
        int id,
        int start,
        String text,
        @Nullable Double score,
        @Nullable Double risk,
        @Nullable Boolean inAnswer,
        List<NeuronShare> neurons,
        @Nullable Risk soFar,
        @Nullable Chance chance) {
    public LiveToken {
        neurons = List.copyOf(neurons);
    }

    /// End of its text in the reply.
    public int end() {
        return start + text.length();
    }

    LiveToken with(@Nullable Boolean answer) {
        return new LiveToken(id, start, text, score, risk, answer, neurons, soFar, chance);
    }
}
