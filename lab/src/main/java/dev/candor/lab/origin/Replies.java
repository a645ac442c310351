package dev.candor.lab.origin;

import dev.candor.lab.answer.Verdict;
import java.util.List;

/// What a model replied to questions, one greedy reply each.
///
/// @param texts as they were said
/// @param verdicts on them
public record Replies(List<String> texts, List<Verdict> verdicts) {
    public Replies {
        texts = List.copyOf(texts);
        verdicts = List.copyOf(verdicts);
    }

    /// 1 where the reply is correct, 0 where it is wrong or unclear.
    double[] correct() {
        return verdicts.stream()
                .mapToDouble(verdict -> verdict == Verdict.CORRECT ? 1 : 0)
                .toArray();
    }

    /// 1 where the text is another than in `before`.
    double[] changed(Replies before) {
        double[] changed = new double[texts.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = texts.get(i).equals(before.texts.get(i)) ? 0 : 1;
        }
        return changed;
    }
}
