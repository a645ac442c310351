package dev.candor.bench;

/// What is timed: reading a prompt, or decoding behind prompts that were read before.
///
/// @param name heading of its row
/// @param sequences decoded together, each with a prompt of its own
/// @param prompt tokens of each prompt
/// @param decoded tokens decoded of each sequence; 0 times the prompt instead
record Workload(String name, int sequences, int prompt, int decoded) {
    /// Tokens of the prompts that decoding starts behind.
    static final int SHORT_PROMPT = 16;

    static Workload prefill(int tokens) {
        return new Workload("prefill, " + tokens + " tokens", 1, tokens, 0);
    }

    static Workload decode(int sequences, int tokens) {
        String what = sequences == 1 ? "1 sequence" : sequences + " sequences";
        return new Workload(
                "decode, %s, %d tokens each".formatted(what, tokens),
                sequences,
                SHORT_PROMPT,
                tokens);
    }

    boolean isPrefill() {
        return decoded == 0;
    }

    /// Tokens that the timed part computes, of all sequences.
    int tokens() {
        return isPrefill() ? prompt : sequences * decoded;
    }

    /// Tokens that share one read of the weights.
    int width() {
        return isPrefill() ? prompt : sequences;
    }
}
