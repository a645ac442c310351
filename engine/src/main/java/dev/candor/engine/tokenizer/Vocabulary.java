package dev.candor.engine.tokenizer;

import java.util.List;
import java.util.Set;

/// The facts a tokenizer is built from, wherever they were read.
///
/// @param kind algorithm that joins pieces
/// @param tokens text of each id, in the alphabet of `kind`; no text twice
/// @param scores priority of each piece, highest first (SPM only, else empty)
/// @param types role of each id
/// @param merges pairs `left right` in order of rank (BPE only, else empty)
/// @param preTokenizer how text is cut into words (BPE only; SPM has [PreTokenizer#NONE])
/// @param special ids with a role and whether encoding adds them
/// @param spacePrefix where encoding puts a space that is not in the text
/// @param swallowing ids that take the white space behind them along when they are found in a text
@SuppressWarnings("ArrayRecordComponent") // read when merges are derived; never compared
record Vocabulary(
        Kind kind,
        List<String> tokens,
        float[] scores,
        List<TokenType> types,
        List<String> merges,
        PreTokenizer preTokenizer,
        SpecialIds special,
        SpacePrefix spacePrefix,
        Set<Integer> swallowing) {

    /// How a piece spells bytes, and how pieces are joined.
    enum Kind {
        /// SentencePiece: `▁` is a space, `<0x0A>` a byte, the best score is joined first.
        SPM,
        /// GPT-2: each byte is a printable character, the lowest merge rank is joined first.
        BPE
    }

    /// Where SPM puts a space so that a word has one token wherever it stands.
    enum SpacePrefix {
        NEVER,
        /// Before the first word of a text.
        FIRST,
        /// Before the first word of a text and after every token matched as a whole.
        ALWAYS
    }

    /// @param bos begin of sequence, −1 if none
    /// @param eos end of sequence, −1 if none
    /// @param addBos encoding with special tokens puts bos first
    /// @param addEos encoding with special tokens puts eos last
    /// @param endOfGeneration every id that ends a reply
    record SpecialIds(
            int bos, int eos, boolean addBos, boolean addEos, Set<Integer> endOfGeneration) {}

    int size() {
        return tokens.size();
    }

    /// Whether a text has the name of a token in it that is found only where special ones are.
    boolean namesSpecial(String text) {
        for (int id = 0; id < size(); id++) {
            TokenType type = types.get(id);
            if (type.isMatchedFirst(true)
                    && !type.isMatchedFirst(false)
                    && text.contains(tokens.get(id))) {
                return true;
            }
        }
        return false;
    }
}
