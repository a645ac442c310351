package dev.candor.app.comply;

import dev.candor.lab.answer.Judge;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.CounterMemories;
import dev.candor.lab.compliance.CounterfactualChoices;
import dev.candor.lab.compliance.CounterfactualChoices.Shown;
import dev.candor.lab.compliance.FalsePremises;
import dev.candor.lab.compliance.HarmfulRequests;
import dev.candor.lab.compliance.Sycophancy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The benchmarks by their names on the command line.
public enum BenchKind {
    FALSEQA("falseqa"),
    FAITHEVAL("faitheval"),
    CONFLICTQA("conflictqa"),
    SYCOPHANCY("sycophancy"),
    JAILBREAK("jailbreak"),
    /// Requests that are role play already.
    JAILBREAK_AS_IS("jailbreak-as-is");

    private final String label;

    BenchKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Whether a judge decides what becomes of its items; choices are read without one.
    public boolean isJudged() {
        return switch (this) {
            case FALSEQA, SYCOPHANCY, JAILBREAK, JAILBREAK_AS_IS -> true;
            case FAITHEVAL, CONFLICTQA -> false;
        };
    }

    /// @throws IllegalArgumentException if no benchmark has this name
    static BenchKind named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "benchmark is '%s', expected one of %s"
                                        .formatted(
                                                label,
                                                Arrays.stream(values())
                                                        .map(BenchKind::label)
                                                        .collect(Collectors.joining(", ")))));
    }

    /// @param name of the file, for reports
    /// @param judge of right answers
    /// @param shown how options are put
    /// @param maxTokens longest reply, if shorter than the benchmark's own
    Benchmark read(Path file, String name, Judge judge, Shown shown, int maxTokens) {
        return switch (this) {
            case FALSEQA -> FalsePremises.read(file, name, maxTokens);
            case FAITHEVAL -> CounterfactualChoices.read(file, name, shown, maxTokens);
            case CONFLICTQA -> CounterMemories.read(file, name, maxTokens);
            case SYCOPHANCY -> Sycophancy.read(file, name, judge, maxTokens);
            case JAILBREAK -> HarmfulRequests.read(file, name, false, maxTokens);
            case JAILBREAK_AS_IS -> HarmfulRequests.read(file, name, true, maxTokens);
        };
    }
}
