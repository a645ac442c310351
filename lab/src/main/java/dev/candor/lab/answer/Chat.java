package dev.candor.lab.answer;

/// A language model that replies to one message at a time.
public interface Chat extends AutoCloseable {
    /// @param attempt 0 for the likeliest reply. A higher one is drawn, from a seed of its own: the
    ///   same request would get the same reply again
    String reply(String prompt, int attempt);

    /// Told of a prompt that will be put soon with attempt 0, so that many can be under way at
    /// once.
    default void expect(String prompt) {}

    @Override
    default void close() {}

    /// The temperature of an attempt.
    static double temperature(int attempt) {
        return attempt == 0 ? 0 : 0.7;
    }
}
