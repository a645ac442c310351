package dev.candor.lab.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What gives an answer its score: the probe in several readings, or what it must beat.
public enum ScoreKind {
    @JsonProperty("h-neurons-input")
    H_NEURONS_INPUT("h-neurons-input", "H-neurons, input position", "the H-neurons"),
    @JsonProperty("h-neurons-emit")
    H_NEURONS_EMIT("h-neurons-emit", "H-neurons, emit position", "the H-neurons"),
    @JsonProperty("h-neurons-refitted")
    H_NEURONS_REFITTED(
            "h-neurons-refitted",
            "H-neurons alone, refitted",
            "the H-neurons alone, refitted as the random ones are"),
    @JsonProperty("h-neurons-within-kind")
    H_NEURONS_WITHIN_KIND(
            "h-neurons-within-kind",
            "H-neurons, within a kind of question",
            "the H-neurons within one kind of question"),
    @JsonProperty("random-neurons")
    RANDOM_NEURONS(
            "random-neurons", "Random neurons", "the same number of randomly chosen neurons"),
    @JsonProperty("random-neurons-matched")
    RANDOM_NEURONS_MATCHED(
            "random-neurons-matched",
            "Random neurons, matched",
            "random neurons matched on layer and contribution"),
    @JsonProperty("answer-length")
    ANSWER_LENGTH("answer-length", "Answer length", "the length of the answer alone"),
    @JsonProperty("mean-log-probability")
    MEAN_LOG_PROBABILITY(
            "mean-log-probability",
            "Mean log-probability",
            "the model’s own log-probability of its answer"),
    @JsonProperty("question-kind")
    QUESTION_KIND("question-kind", "Kind of question", "the kind of question alone");

    private final String id;
    private final String label;
    private final String phrase;

    ScoreKind(String id, String label, String phrase) {
        this.id = id;
        this.label = label;
        this.phrase = phrase;
    }

    /// The name in `report.json`.
    public String id() {
        return id;
    }

    /// The name in a table or legend.
    public String label() {
        return label;
    }

    /// The name within a sentence.
    public String phrase() {
        return phrase;
    }

    /// True for the probe's own scores, false for what they are compared with.
    public boolean isProbe() {
        return switch (this) {
            case H_NEURONS_INPUT, H_NEURONS_EMIT, H_NEURONS_REFITTED, H_NEURONS_WITHIN_KIND -> true;
            case RANDOM_NEURONS,
                    RANDOM_NEURONS_MATCHED,
                    ANSWER_LENGTH,
                    MEAN_LOG_PROBABILITY,
                    QUESTION_KIND ->
                    false;
        };
    }

    /// True for the scores that are means over several draws of neurons.
    public boolean isRandom() {
        return this == RANDOM_NEURONS || this == RANDOM_NEURONS_MATCHED;
    }

    /// The probe's score at a [Settings#position()].
    static ScoreKind atPosition(String position) {
        return position.equals("emit") ? H_NEURONS_EMIT : H_NEURONS_INPUT;
    }
}
