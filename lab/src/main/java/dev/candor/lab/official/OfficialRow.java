package dev.candor.lab.official;

import dev.candor.lab.answer.CharRange;
import dev.candor.lab.answer.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of a file of answer tokens.
///
/// @param qid id of the question
/// @param question as it was asked, instruction included; empty if the line has none
/// @param response the reply that stands for the question; empty if the line has none
/// @param tokens the reply's tokens, in whatever spelling ([TokenSpelling])
/// @param answerTokens those of them that carry the answer
/// @param verdict what the line says of the reply, null if it says nothing: labels are the ids'
///   file's
/// @param answer where the answer stands in the response, null if the line does not say: only ours
///   do
public record OfficialRow(
        String qid,
        String question,
        String response,
        List<String> tokens,
        List<String> answerTokens,
        @Nullable Verdict verdict,
        @Nullable CharRange answer) {
    public OfficialRow {
        tokens = List.copyOf(tokens);
        answerTokens = List.copyOf(answerTokens);
    }
}
