package dev.candor.lab.report;

import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.ChoicesCompared;
import dev.candor.lab.report.ValidateReport.Line;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.ReadingCompared;
import dev.candor.lab.statistics.Shift;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rates of both models in the order that page and terminal show them.
public final class ValidateLines {
    private ValidateLines() {}

    /// A rate with what it is of.
    ///
    /// @param set question set, benchmark or multiple choice
    /// @param measure what is counted
    /// @param main whether findings speak of it
    public record Shown(String set, String measure, boolean main, Shift shift) {}

    public static List<Shown> of(ValidateReport report) {
        return of(report.questions(), report.benchmarks(), report.choices());
    }

    static List<Shown> of(
            List<QuestionsCompared> questions,
            List<BenchmarkCompared> benchmarks,
            @Nullable ChoicesCompared choices) {
        List<Shown> shown = new ArrayList<>();
        for (QuestionsCompared set : questions) {
            for (Line line : set.lines()) {
                shown.add(new Shown(set.name(), line.measure(), isMain(set, line), line.shift()));
            }
        }
        for (BenchmarkCompared benchmark : benchmarks) {
            List<ReadingCompared> readings = benchmark.readings();
            for (int r = 0; r < readings.size(); r++) {
                String by = readings.size() == 1 ? "" : ", by " + readings.get(r).reading().label();
                shown.add(
                        new Shown(
                                benchmark.name(),
                                benchmark.measure() + by,
                                r == 0,
                                readings.get(r).shift()));
            }
        }
        if (choices != null) {
            shown.add(
                    new Shown(
                            choices.choices().name(),
                            QuestionsCompared.RIGHT,
                            true,
                            choices.shift()));
        }
        return List.copyOf(shown);
    }

    /// What the set is asked for: what is known of the known ones, what is made up of the others.
    private static boolean isMain(QuestionsCompared set, Line line) {
        return line.measure()
                .equals(
                        set.known()
                                ? QuestionsCompared.RIGHT
                                : QuestionsCompared.WRONG_OF_ANSWERED);
    }
}
