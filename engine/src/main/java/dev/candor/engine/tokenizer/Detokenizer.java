package dev.candor.engine.tokenizer;

import java.util.Arrays;

/// Turns tokens into text one at a time, as a model generates them. For one thread.
///
/// Control tokens have no text. The space that SPM encoding puts before a text, at its begin and
/// after a special token, is left out again, so that decoding undoes encoding.
public final class Detokenizer {
    private final Tokenizer tokenizer;
    private final Utf8Stream stream = new Utf8Stream();
    private int[] byteStarts = new int[64];
    private int tokens;
    private int shown;
    private boolean dropSpace;

    /// @param previous the token before the first one pushed, −1 if none
    Detokenizer(Tokenizer tokenizer, int previous) {
        this.tokenizer = tokenizer;
        dropSpace = tokenizer.addsSpaceAfter(previous);
    }

    /// Takes the next token.
    ///
    /// @return what became certain of the text with it: empty while a character is incomplete
    /// @throws IndexOutOfBoundsException if the vocabulary has no such id
    public String push(int id) {
        byte[] bytes = tokenizer.rawBytes(id);
        if (tokens == byteStarts.length) {
            byteStarts = Arrays.copyOf(byteStarts, 2 * tokens);
        }
        byteStarts[tokens++] = stream.byteCount();
        if (!tokenizer.isSpecial(id)) {
            int from = dropSpace && bytes.length > 0 && bytes[0] == ' ' ? 1 : 0;
            for (int i = from; i < bytes.length; i++) {
                stream.push(bytes[i]);
            }
        }
        dropSpace = tokenizer.addsSpaceAfter(id);
        return fresh();
    }

    /// Ends the text: an incomplete character becomes U+FFFD. Nothing may be pushed afterwards.
    ///
    /// @return what that added to the text
    public String finish() {
        stream.finish();
        return fresh();
    }

    /// All text so far.
    public String text() {
        return stream.text().toString();
    }

    /// All text so far with the place of every token. A token that waits for the rest of its
    /// character lies, empty, at the end of the text.
    public DecodedText decoded() {
        int[] starts = new int[tokens];
        int[] ends = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            int from = byteStarts[i];
            int to = i + 1 < tokens ? byteStarts[i + 1] : stream.byteCount();
            starts[i] = stream.start(from);
            ends[i] = to > from ? stream.end(to - 1) : starts[i];
        }
        return new DecodedText(text(), starts, ends);
    }

    private String fresh() {
        CharSequence text = stream.text();
        String fresh = text.subSequence(shown, text.length()).toString();
        shown = text.length();
        return fresh;
    }
}
