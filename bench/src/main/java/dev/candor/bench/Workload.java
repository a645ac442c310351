package dev.candor.bench;

import java.util.List;

/// What is timed: reading a prompt, or decoding behind prompts that were read before.
///
/// @param name heading of its row
/// @param sequences decoded together, each with a prompt of its own
/// @param prompt tokens of each prompt
/// @param decoded tokens decoded of each sequence; 0 times the prompt instead
record Workload(String name, int sequences, int prompt, int decoded) {
    /// Tokens of the prompts that decoding starts behind.
    static final int SHORT_PROMPT = 16;

    /// What the speed table holds.
    static List<Workload> table() {
        return table(512, 64, 16);
    }

    /// @param decoded tokens of one sequence; of several half as many
    static List<Workload> table(int prefill, int decoded, int sequences) {
        return List.of(prefill(prefill), decode(1, decoded), decode(sequences, decoded / 2));
    }

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
