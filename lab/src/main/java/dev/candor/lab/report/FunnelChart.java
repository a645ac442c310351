package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;

/// Where the questions of one set went, as bars from top to bottom, each a list of parts from left
/// to right.
record FunnelChart(String set, int samples, List<Bar> bars) {
    static FunnelChart of(QuestionFunnel funnel) {
        boolean once = funnel.samples() == 1;
        int notAsked = funnel.read() - funnel.asked();
        int droppedCorrect = funnel.consistentlyCorrect() - funnel.correctRows();
        int droppedWrong = funnel.consistentlyWrong() - funnel.wrongRows();
        List<Part> rows = new ArrayList<>();
        funnel.rows().forEach(s -> rows.add(new Part("correct", s.split(), s.correct())));
        funnel.rows().forEach(s -> rows.add(new Part("wrong", s.split(), s.wrong())));
        return new FunnelChart(
                funnel.set(),
                funnel.samples(),
                List.of(
                        new Bar(
                                "Questions read",
                                funnel.read(),
                                List.of(
                                        new Part("asked", "asked", funnel.asked()),
                                        new Part("rest", "not asked", notAsked))),
                        new Bar(
                                once
                                        ? "Answered once"
                                        : "Answered up to " + funnel.samples() + " times",
                                funnel.asked(),
                                List.of(
                                        new Part(
                                                "correct", "correct", funnel.consistentlyCorrect()),
                                        new Part("wrong", "wrong", funnel.consistentlyWrong()),
                                        new Part("mixed", "mixed", funnel.mixed()),
                                        new Part("declined", "declined", funnel.declined()),
                                        new Part("unclear", "unclear", funnel.unclear()),
                                        new Part("full", "class full", funnel.classFull()))),
                        new Bar(
                                "With an answer span",
                                funnel.correctRows() + funnel.wrongRows(),
                                List.of(
                                        new Part("correct", "correct", funnel.correctRows()),
                                        new Part("wrong", "wrong", funnel.wrongRows()),
                                        new Part(
                                                "rest", "dropped", droppedCorrect + droppedWrong))),
                        new Bar("Rows by split", funnel.correctRows() + funnel.wrongRows(), rows)));
    }

    /// @param count the questions the bar speaks of: its parts, less those left out
    record Bar(String label, int count, List<Part> parts) {}

    /// @param kind decides colour, and which parts of two bars are joined
    record Part(String kind, String label, int count) {}
}
