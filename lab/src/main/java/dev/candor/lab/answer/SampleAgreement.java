package dev.candor.lab.answer;

import dev.candor.lab.corpus.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How far several samples of one question agree with each other, whatever is right: samples whose
/// answers match once normalised form a cluster. That is weaker than the entailment of the original
/// semantic entropy (Farquhar et al. 2024): "JFK" and "John F. Kennedy" are two clusters here.
///
/// @param samples looked at
/// @param clusters different answers among them
/// @param consistency share of the samples that say what the representative says
/// @param entropy of the clusters' shares, in nats
public record SampleAgreement(int samples, int clusters, double consistency, double entropy) {
    /// @param replies at least one
    /// @param representative one of them, by number
    public static SampleAgreement of(Question question, List<String> replies, int representative) {
        List<String> answers = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String reply : replies) {
            String answer = answer(question, reply);
            answers.add(answer);
            counts.merge(answer, 1, Integer::sum);
        }
        double n = replies.size();
        double entropy = 0;
        for (int count : counts.values()) {
            entropy -= count / n * Math.log(count / n);
        }
        int same = counts.getOrDefault(answers.get(representative), 0);
        return new SampleAgreement(replies.size(), counts.size(), same / n, entropy);
    }

    /// All replies that decline say the same.
    private static String answer(Question question, String reply) {
        if (Declines.declines(reply)) {
            return "";
        }
        Optional<CharRange> part = AnswerPart.of(question.text(), reply);
        return part.map(range -> words(range.of(reply))).orElse("");
    }

    private static String words(String text) {
        return Words.of(text).stream().map(Word::form).collect(Collectors.joining(" "));
    }
}
