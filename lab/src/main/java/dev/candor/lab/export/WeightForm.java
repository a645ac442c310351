package dev.candor.lab.export;

/// Which weights of a neuron carry its factor. Source: METHOD of the project, "Dial".
public enum WeightForm {
    /// Its row of wUp: exact where a gate stands beside it and no bias is added.
    UP_ROW("rows of wUp"),
    /// Its column of wDown: for every other feed-forward network.
    DOWN_COLUMN("columns of wDown");

    private final String description;

    WeightForm(String description) {
        this.description = description;
    }

    /// For people.
    public String description() {
        return description;
    }
}
