/// An engine on the JVM with a model open, as the comparison sees it: one sequence, greedy.
interface Engine {
    /// What says which of its builds runs, in its own words.
    String build();

    /// Reads a prompt and chooses the token behind it.
    ///
    /// @param words a prompt of [Words]
    /// @return seconds
    double prefill(String words);

    /// Decodes behind a prompt that is read before the clock starts.
    ///
    /// @param words a prompt of [Words]
    /// @return seconds
    double decode(String words, int tokens);

    /// The likeliest continuation.
    String answer(String text, int tokens);
}
