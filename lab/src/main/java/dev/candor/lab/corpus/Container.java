package dev.candor.lab.corpus;

/// How a question file holds its records.
public enum Container {
    /// One JSON value a line: a record, or an object keyed by id.
    JSON_LINES("JSONL"),
    /// One JSON array of records.
    JSON_ARRAY("JSON array"),
    /// One JSON object: records keyed by id, or an array of records under one name.
    JSON_OBJECT("JSON object"),
    /// Comma-separated with a header.
    CSV("CSV"),
    /// Tab-separated with a header.
    TSV("TSV");

    private final String label;

    Container(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
