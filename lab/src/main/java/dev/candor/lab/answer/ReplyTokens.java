package dev.candor.lab.answer;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.engine.tokenizer.Detokenizer;
import dev.candor.engine.tokenizer.Encoding;
import dev.candor.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// The tokens of a reply that came as text, by our own tokenizer: prompt and tokens decode to
/// prompt and text, or there are none.
public final class ReplyTokens {
    /// Tokens and what they decode to.
    ///
    /// @param ids shape [n]
    /// @param decoded the reply and each token's place in it
    /// @param asSampled whether they are the ones that were drawn, as far as the drawer says
    @SuppressWarnings("ArrayRecordComponent") // handed on once; never compared
    public record Reply(int[] ids, DecodedText decoded, boolean asSampled) {
        /// llama-server leaves out, with the tokens of a stop text, often the one before them.
        private Reply comparedWith(int[] sampled) {
            int n = sampled.length;
            boolean begins = n > 0 && n <= ids.length && Arrays.equals(ids, 0, n, sampled, 0, n);
            return new Reply(ids, decoded, begins);
        }
    }

    private final Tokenizer tokenizer;

    public ReplyTokens(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// The tokens of a reply, by way of the ids that the drawer reports where our tokenizer reads
    /// them as the same text, for a model need not draw the tokens that encoding its text gives;
    /// otherwise the text is encoded.
    ///
    /// @param prompt what the reply follows
    /// @param text the reply, without what ended it
    /// @param sampled its ids by the drawer's account, maybe with those that ended it; empty if
    ///   unknown
    public Optional<Reply> of(int[] prompt, String text, int[] sampled) {
        int[] ids = withoutEnd(sampled);
        return sampled(prompt, text, ids)
                .or(() -> encode(prompt, text).map(reply -> reply.comparedWith(ids)));
    }

    private Optional<Reply> sampled(int[] prompt, String text, int[] ids) {
        if (ids.length == 0 || !Arrays.stream(ids).allMatch(this::isKnown)) {
            return Optional.empty();
        }
        DecodedText all = decode(prompt, ids);
        int length = lengthOf(text, all.text());
        if (length < 0) {
            return Optional.empty();
        }
        int kept = ids.length;
        if (length < all.text().length()) {
            while (kept > 0 && all.starts()[kept - 1] >= length) {
                kept--; // of a stop text
            }
        }
        int[] ends = Arrays.copyOf(all.ends(), kept);
        for (int i = 0; i < kept; i++) {
            ends[i] = Math.min(ends[i], length);
        }
        return Optional.of(
                new Reply(
                        Arrays.copyOf(ids, kept),
                        new DecodedText(
                                all.text().substring(0, length),
                                Arrays.copyOf(all.starts(), kept),
                                ends),
                        true));
    }

    private int[] withoutEnd(int[] ids) {
        int kept = ids.length;
        while (kept > 0 && isKnown(ids[kept - 1]) && tokenizer.isEndOfGeneration(ids[kept - 1])) {
            kept--;
        }
        return Arrays.copyOf(ids, kept);
    }

    /// How much of a decoded text the reply is, −1 if they differ. Servers differ in whether the
    /// space before the first word belongs to the reply; we keep it.
    private static int lengthOf(String reply, String decoded) {
        if (decoded.startsWith(reply)) {
            return reply.length();
        }
        int from = decoded.length() - decoded.stripLeading().length();
        String text = reply.stripLeading();
        return decoded.startsWith(text, from) ? from + text.length() : -1;
    }

    private boolean isKnown(int id) {
        return id >= 0 && id < tokenizer.vocabularySize();
    }

    /// The tokens that encoding a reply gives, none if no tokens spell it.
    public Optional<Reply> encode(int[] prompt, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Optional.empty(); // half a surrogate pair
        }
        return Stream.of(alone(text), behindNewline(text))
                .map(ids -> new Reply(ids, decode(prompt, ids), false))
                .filter(reply -> reply.decoded().text().equals(text))
                .findFirst();
    }

    private int[] alone(String text) {
        return tokenizer.encode(text, false, false).ids();
    }

    /// SPM puts a space before a text that stands alone, which a reply does not.
    private int[] behindNewline(String text) {
        Encoding encoding = tokenizer.encode("\n" + text, false, false);
        int first = 0;
        while (first < encoding.length() && encoding.starts()[first] < 1) {
            first++;
        }
        return Arrays.copyOfRange(encoding.ids(), first, encoding.length());
    }

    private DecodedText decode(int[] prompt, int[] ids) {
        Detokenizer detokenizer = tokenizer.detokenizerAfter(prompt);
        for (int id : ids) {
            detokenizer.push(id);
        }
        detokenizer.finish();
        return detokenizer.decoded();
    }
}
