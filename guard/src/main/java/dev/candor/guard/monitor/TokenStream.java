package dev.candor.guard.monitor;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.lab.contribution.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Hands on the tokens of a reply in order, each as soon as its text is certain and its score
/// known.
public final class TokenStream {
    private final Position position;
    private final IntFunction<@Nullable Double> scores;
    private final Consumer<AnswerToken> to;
    private final List<Integer> emitted = new ArrayList<>();
    private final List<AnswerToken> told = new ArrayList<>();
    private int shown;

    /// @param position that speaks for a token: decides when its score is known
    /// @param scores of the reply's tokens by number
    public TokenStream(
            Position position, IntFunction<@Nullable Double> scores, Consumer<AnswerToken> to) {
        this.position = position;
        this.scores = scores;
        this.to = to;
    }

    /// Takes a token that the model emitted.
    public void emitted(int id) {
        emitted.add(id);
    }

    /// Tells of the tokens that are ready.
    ///
    /// @param decoded text of the tokens so far
    /// @param certain characters of it that no stop text will take back
    /// @param read tokens that the model has taken in
    public void advance(DecodedText decoded, int certain, int read) {
        int scored =
                switch (position) {
                    case INPUT -> read;
                    case EMIT -> emitted.size();
                };
        while (told.size() < scored) {
            int next = told.size();
            // Empty at the end of the text: it may wait for the rest of its character.
            if (decoded.ends()[next] > certain
                    || decoded.starts()[next] == decoded.text().length()) {
                return;
            }
            tell(emitted.get(next), decoded);
        }
    }

    /// Tells of the rest of a finished reply.
    public List<AnswerToken> finish(int[] ids, DecodedText decoded) {
        while (told.size() < ids.length) {
            tell(ids[told.size()], decoded);
        }
        return told;
    }

    private void tell(int id, DecodedText decoded) {
        int number = told.size();
        int end = Math.max(shown, decoded.ends()[number]);
        String text = decoded.text().substring(shown, end);
        shown = end;
        AnswerToken token = new AnswerToken(id, text, scores.apply(number));
        told.add(token);
        to.accept(token);
    }
}
