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
    @JsonProperty("random-neurons-alone")
    RANDOM_NEURONS_ALONE(
            "random-neurons-alone",
            "Random neurons, as many as H-neurons",
            "as many random neurons as there are H-neurons"),
    @JsonProperty("random-neurons-alone-matched")
    RANDOM_NEURONS_ALONE_MATCHED(
            "random-neurons-alone-matched",
            "Random neurons, as many as H-neurons, matched",
            "as many random neurons as there are H-neurons, matched on layer and contribution"),
    @JsonProperty("answer-length")
    ANSWER_LENGTH("answer-length", "Answer length", "the length of the answer alone"),
    @JsonProperty("mean-log-probability")
    MEAN_LOG_PROBABILITY(
            "mean-log-probability",
            "Mean log-probability",
            "the model’s own log-probability of its answer"),
    @JsonProperty("min-log-probability")
    MIN_LOG_PROBABILITY(
            "min-log-probability",
            "Least likely token",
            "the log-probability of the answer’s least likely token"),
    @JsonProperty("perplexity")
    PERPLEXITY("perplexity", "Perplexity", "the perplexity of the answer"),
    @JsonProperty("token-entropy")
    TOKEN_ENTROPY("token-entropy", "Token entropy", "the entropy of the model’s next-token choice"),
    @JsonProperty("sparsity")
    SPARSITY("sparsity", "Sparsity of activations", "how sparse the model’s activations are"),
    @JsonProperty("self-consistency")
    SELF_CONSISTENCY(
            "self-consistency",
            "Self-consistency",
            "how often the model repeats its answer when asked again"),
    @JsonProperty("semantic-entropy")
    SEMANTIC_ENTROPY(
            "semantic-entropy",
            "Semantic entropy, by matching",
            "the semantic entropy of repeated answers"),
    @JsonProperty("residual-probe")
    RESIDUAL_PROBE(
            "residual-probe", "Residual-stream probe", "a linear probe on the residual stream"),
    @JsonProperty("all-neurons")
    ALL_NEURONS("all-neurons", "All neurons, L2", "an L2 probe on all neurons"),
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

    /// Where a score comes from.
    public enum Source {
        /// The probe itself, in one of its readings.
        PROBE,
        /// Neurons chosen without looking at their labels.
        RANDOM,
        /// The answer and the model's own probabilities: known without training on the inside, at
        /// the price of one reply.
        CHEAP,
        /// Several replies to the same question.
        SAMPLES,
        /// Another probe of the model's inside.
        INSIDE,
        /// The question alone, before the model is asked.
        QUESTION
    }

    /// Where the score comes from.
    public Source source() {
        return switch (this) {
            case H_NEURONS_INPUT, H_NEURONS_EMIT, H_NEURONS_REFITTED, H_NEURONS_WITHIN_KIND ->
                    Source.PROBE;
            case RANDOM_NEURONS,
                    RANDOM_NEURONS_MATCHED,
                    RANDOM_NEURONS_ALONE,
                    RANDOM_NEURONS_ALONE_MATCHED ->
                    Source.RANDOM;
            case ANSWER_LENGTH,
                    MEAN_LOG_PROBABILITY,
                    MIN_LOG_PROBABILITY,
                    PERPLEXITY,
                    TOKEN_ENTROPY ->
                    Source.CHEAP;
            case SELF_CONSISTENCY, SEMANTIC_ENTROPY -> Source.SAMPLES;
            case SPARSITY, RESIDUAL_PROBE, ALL_NEURONS -> Source.INSIDE;
            case QUESTION_KIND -> Source.QUESTION;
        };
    }

    /// True for the probe's own scores, false for what they are compared with.
    public boolean isProbe() {
        return source() == Source.PROBE;
    }

    /// True for the scores that are means over several draws of neurons.
    public boolean isRandom() {
        return source() == Source.RANDOM;
    }

    /// True for the controls of the H-neurons without the neurons of negative weight: as many, and
    /// their lead is that of [#H_NEURONS_REFITTED].
    public boolean isOfHNeuronsAlone() {
        return this == RANDOM_NEURONS_ALONE || this == RANDOM_NEURONS_ALONE_MATCHED;
    }

    /// The probe's score at a [Settings#position()].
    static ScoreKind atPosition(String position) {
        return position.equals("emit") ? H_NEURONS_EMIT : H_NEURONS_INPUT;
    }
}
