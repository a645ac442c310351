package dev.candor.lab.report;

/// What computed the report.
///
/// @param candor version of this toolkit
/// @param java version of the JVM, as `java.version` says it
public record Versions(String candor, String java) {
    public Versions {
        Check.notBlank(candor, "versions.candor");
        Check.notBlank(java, "versions.java");
    }
}
