package dev.candor.engine.tokenizer;

import org.jspecify.annotations.Nullable;

/// What one rendering may still do, and why it was stopped. jinjava goes on after most errors, so
/// the reason is kept here and every further step stops at once.
final class TemplateBudget {
    /// The budget of the rendering that the current thread is in.
    static final ScopedValue<TemplateBudget> CURRENT = ScopedValue.newInstance();

    /// Longest text a template may write or hold, in characters.
    static final int MAX_TEXT = 4 << 20;

    /// Longest list a template may make.
    static final int MAX_LIST = 100_000;

    private static final int MAX_STEPS = 200_000;
    private static final long MAX_NANOS = 5_000_000_000L;

    private final long start = System.nanoTime();
    private int steps;
    private @Nullable TemplateRefusal refusal;

    /// Counts one statement or call.
    static void step() {
        TemplateBudget budget = CURRENT.get();
        if (budget.refusal != null) {
            throw budget.refusal;
        }
        if (++budget.steps > MAX_STEPS || System.nanoTime() - budget.start > MAX_NANOS) {
            throw refuse(
                    "takes more than %d steps or %d seconds, expected less"
                            .formatted(MAX_STEPS, MAX_NANOS / 1_000_000_000));
        }
    }

    /// Checks the length of a text about to be built.
    static void checkText(long characters) {
        if (characters > MAX_TEXT) {
            throw refuse(
                    "builds a text of " + characters + " characters, expected at most " + MAX_TEXT);
        }
    }

    /// Checks the size of a list about to be built.
    static void checkList(long size) {
        if (size > MAX_LIST) {
            throw refuse("builds a list of " + size + " items, expected at most " + MAX_LIST);
        }
    }

    /// Stops the rendering for this reason, unless it was already stopped for another.
    static TemplateRefusal refuse(String problem) {
        TemplateBudget budget = CURRENT.get();
        if (budget.refusal == null) {
            budget.refusal = new TemplateRefusal(problem);
        }
        return budget.refusal;
    }

    @Nullable TemplateRefusal refusal() {
        return refusal;
    }
}
