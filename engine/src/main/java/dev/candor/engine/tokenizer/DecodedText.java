package dev.candor.engine.tokenizer;

/// A decoded text and where each of its tokens lies in it, in UTF-16 code units. Tokens without
/// text have an empty range; tokens that share a character all have its whole range.
///
/// @param text the text
/// @param starts first character of each token, shape [tokens]
/// @param ends end of each token, exclusive, shape [tokens]
@SuppressWarnings("ArrayRecordComponent") // read in inner loops; never compared
public record DecodedText(String text, int[] starts, int[] ends) {
    /// Number of tokens.
    public int length() {
        return starts.length;
    }
}
