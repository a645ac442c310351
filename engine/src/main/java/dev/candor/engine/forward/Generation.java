package dev.candor.engine.forward;

import dev.candor.engine.tokenizer.DecodedText;

/// One finished continuation.
///
/// @param tokens the tokens of the text, without the end token and what a stop text cut off
/// @param decoded the text and each token's place in it
/// @param end why it ended
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record Generation(int[] tokens, DecodedText decoded, End end) {
    /// Why a continuation ended.
    public enum End {
        END_TOKEN,
        STOP_TEXT,
        MAX_TOKENS,
        CONTEXT
    }

    public String text() {
        return decoded.text();
    }
}
