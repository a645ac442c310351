package dev.candor.engine.tokenizer;

/// The tokens of a text. Offsets count UTF-16 code units of the text that was encoded, as
/// [String#substring(int, int)] does. Tokens that are not in the text (begin and end of sequence,
/// the space SPM puts first) have an empty range; tokens that share a character all have its whole
/// range.
///
/// @param ids token ids, shape [tokens]
/// @param starts first character of each token, shape [tokens]
/// @param ends end of each token, exclusive, shape [tokens]
@SuppressWarnings("ArrayRecordComponent") // read in inner loops; never compared
public record Encoding(int[] ids, int[] starts, int[] ends) {
    /// Number of tokens.
    public int length() {
        return ids.length;
    }

    /// The same tokens after one that is not in the text.
    Encoding after(int first) {
        Encoding longer =
                new Encoding(new int[length() + 1], new int[length() + 1], new int[length() + 1]);
        longer.ids[0] = first;
        System.arraycopy(ids, 0, longer.ids, 1, length());
        System.arraycopy(starts, 0, longer.starts, 1, length());
        System.arraycopy(ends, 0, longer.ends, 1, length());
        return longer;
    }
}
