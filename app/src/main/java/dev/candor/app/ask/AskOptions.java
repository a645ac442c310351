package dev.candor.app.ask;

/// What to ask, and how.
///
/// @param question without any instruction
/// @param turned what neurons are turned
/// @param maxTokens longest reply
/// @param temperature 0 takes the likeliest token
/// @param seed of sampling
/// @param topK of sampling
/// @param topP of sampling
public record AskOptions(
        String question,
        Turned turned,
        int maxTokens,
        float temperature,
        long seed,
        int topK,
        float topP) {
    /// With one factor on the probe's H-neurons.
    ///
    /// @param alpha 0 or more; 1 leaves them alone
    public AskOptions(
            String question,
            float alpha,
            int maxTokens,
            float temperature,
            long seed,
            int topK,
            float topP) {
        this(question, new Turned.Alike(alpha), maxTokens, temperature, seed, topK, topP);
    }
}
