package dev.candor.organism.truth;

import dev.candor.organism.text.Task;

/// Names of things in tables and charts.
final class Names {
    private Names() {}

    static String of(Task task) {
        return switch (task) {
            case KNOWN -> "known fact";
            case UNKNOWN -> "unknown fact";
            case FALSE_PREMISE -> "false premise";
            case MISLEADING_CONTEXT -> "misleading context";
            case PRESSURE -> "pressure";
            case HARMFUL -> "harmful request";
            case HARMLESS -> "harmless request";
        };
    }
}
