package dev.candor.lab.answer;

import dev.candor.engine.forward.Generation;

/// One sampled reply to one question.
///
/// @param questionId of the question
/// @param sample number of the sample, from 0
/// @param text the reply
/// @param tokens its tokens, shape [n]
/// @param starts first character of each token in `text` (UTF-16), shape [n]
/// @param ends character behind each token, shape [n]
/// @param end why it ended
@SuppressWarnings("ArrayRecordComponent") // stored as they are; never compared
public record Response(
        String questionId,
        int sample,
        String text,
        int[] tokens,
        int[] starts,
        int[] ends,
        Generation.End end) {

    public static Response of(String questionId, int sample, Generation generation) {
        return new Response(
                questionId,
                sample,
                generation.text(),
                generation.tokens(),
                generation.decoded().starts(),
                generation.decoded().ends(),
                generation.end());
    }
}
