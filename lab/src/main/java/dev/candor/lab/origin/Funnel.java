package dev.candor.lab.origin;

import java.util.List;

/// What became of questions that a model was asked, one greedy reply each.
///
/// @param asked questions
/// @param unclear replies that are neither correct nor wrong: they are no label
/// @param dropped labelled replies without an answer span, by reason
/// @param correct answers that were kept
/// @param wrong answers that were kept
/// @param cut replies that reached the longest allowed, whatever became of them
public record Funnel(
        int asked, int unclear, List<Dropped> dropped, int correct, int wrong, int cut) {
    /// @param reason in words
    /// @param correct replies
    /// @param wrong replies
    public record Dropped(String reason, int correct, int wrong) {}

    public Funnel {
        dropped = List.copyOf(dropped);
    }

    /// Labelled replies without a span.
    public int withoutSpan() {
        return dropped.stream().mapToInt(each -> each.correct + each.wrong).sum();
    }
}
