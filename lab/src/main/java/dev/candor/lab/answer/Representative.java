package dev.candor.lab.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Chooses the reply that stands for a question.
public final class Representative {
    private Representative() {}

    /// The most frequent text among the replies of this verdict, ties to the first sampled.
    ///
    /// @param verdicts of the responses, in their order
    /// @throws IllegalArgumentException if no response has the verdict
    public static Response of(List<Response> responses, List<Verdict> verdicts, Verdict verdict) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < responses.size(); i++) {
            if (verdicts.get(i) == verdict) {
                counts.merge(responses.get(i).text().strip(), 1, Integer::sum);
            }
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int i = 0; i < responses.size(); i++) {
            Response response = responses.get(i);
            if (verdicts.get(i) == verdict
                    && counts.getOrDefault(response.text().strip(), 0) == most) {
                return response;
            }
        }
        throw new IllegalArgumentException("no response is " + verdict);
    }
}
