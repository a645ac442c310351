package dev.candor.engine.forward;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.engine.tokenizer.Detokenizer;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A continuation in the making: takes sampled tokens until one ends it.
public final class Continuation {
    private final Tokenizer tokenizer;
    private final GenerateOptions options;
    private final Sampler sampler;
    private final Detokenizer detokenizer;
    private int[] tokens = new int[16];
    private int count;

    /// @param prompt the tokens before it
    public Continuation(Tokenizer tokenizer, int[] prompt, GenerateOptions options) {
        this.tokenizer = tokenizer;
        this.options = options;
        this.sampler = new Sampler(options);
        this.detokenizer = tokenizer.detokenizerAfter(prompt);
    }

    /// Draws the next token.
    ///
    /// @param logits shape [vocabulary] from `from`
    /// @return the token, which ends the reply if [#accept] says so
    public int sample(float[] logits, int from, int vocabulary) {
        return sampler.next(logits, from, vocabulary);
    }

    /// Takes a drawn token.
    ///
    /// @param room positions left in the context behind it
    /// @return the reply if it ends here, null if it goes on
    public @Nullable Generation accept(int token, int room) {
        if (tokenizer.isEndOfGeneration(token)) {
            return finish(Generation.End.END_TOKEN);
        }
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
        }
        tokens[count++] = token;
        detokenizer.push(token);
        if (stopAt(detokenizer.text()) >= 0) {
            return finish(Generation.End.STOP_TEXT);
        }
        if (count == options.maxTokens()) {
            return finish(Generation.End.MAX_TOKENS);
        }
        return room <= 0 ? finish(Generation.End.CONTEXT) : null;
    }

    /// The text so far, less what may yet become a stop text.
    public String certainText() {
        String text = detokenizer.text();
        int stop = stopAt(text);
        if (stop >= 0) {
            return text.substring(0, stop);
        }
        int held = 0;
        for (String end : options.stop()) {
            for (int n = Math.min(end.length() - 1, text.length()); n > held; n--) {
                if (text.endsWith(end.substring(0, n))) {
                    held = n;
                }
            }
        }
        return text.substring(0, text.length() - held);
    }

    /// All text so far, certain or not, with the place of every token taken.
    public DecodedText decoded() {
        return detokenizer.decoded();
    }

    private int stopAt(String text) {
        int first = -1;
        for (String stop : options.stop()) {
            int at = text.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }

    private Generation finish(Generation.End end) {
        detokenizer.finish();
        DecodedText all = detokenizer.decoded();
        int cut = stopAt(all.text());
        int kept = count;
        int length = all.text().length();
        if (cut >= 0) {
            length = cut;
            while (kept > 0 && all.starts()[kept - 1] >= cut) {
                kept--;
            }
        }
        int[] ends = Arrays.copyOf(all.ends(), kept);
        for (int i = 0; i < kept; i++) {
            ends[i] = Math.min(ends[i], length);
        }
        return new Generation(
                Arrays.copyOf(tokens, kept),
                new DecodedText(
                        all.text().substring(0, length), Arrays.copyOf(all.starts(), kept), ends),
                end);
    }
}
