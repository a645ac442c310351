package dev.candor.lab.report;

/// Guards of the report's records: a report whose numbers contradict each other is never written.
final class Check {
    private Check() {}

    /// @throws IllegalArgumentException with `what`, the rule that does not hold and its numbers
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
    static void that(boolean holds, String what, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException("report: " + what.formatted(arguments));
        }
    }

    static void notBlank(String value, String field) {
        that(!value.isBlank(), "%s is blank", field);
    }

    static void sha256(String value, String field) {
        that(value.matches("[0-9a-f]{64}"), "%s is '%s', expected 64 hex digits", field, value);
    }

    /// A share, or NaN where it could not be computed.
    static void share(double value, String field) {
        that(
                Double.isNaN(value) || (value >= 0 && value <= 1),
                "%s is %s, expected 0..1",
                field,
                value);
    }
}
