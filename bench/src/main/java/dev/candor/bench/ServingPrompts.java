package dev.candor.bench;

/// Prompts of different lengths, each under a number of its own: no two share more than their first
/// words, so that neither side reads from its cache what it has to compute.
final class ServingPrompts {
    private static final String[] SUBJECTS = {
        "the tides",
        "a lighthouse",
        "the printing press",
        "photosynthesis",
        "the Danube",
        "a chess clock",
        "sourdough bread",
        "the moons of Jupiter",
        "glass",
        "the Silk Road",
        "a suspension bridge",
        "honey bees",
        "the violin",
        "paper money",
        "volcanoes",
        "the steam engine"
    };

    private static final String[] ASKINGS = {
        "What is %s? Answer in two sentences.",
        "Write a short paragraph about %s for a child of ten who has never heard of it.",
        "Name three facts about %s. Number them, and say for each how it is known and since when.",
        "A friend writes to you: \"I was asked at school why %s matters, and all I could think of was"
                + " that it is old. What should I have said? Please give me something that I can"
                + " remember, with one example from everyday life and one from history, and tell me"
                + " where I could read more about it.\" Answer your friend.",
        "Explain %s to an engineer, then to a poet."
    };

    private ServingPrompts() {}

    /// @param number the same number, the same prompt
    static String of(int number) {
        int subject = Math.floorMod(number, SUBJECTS.length);
        int asking = Math.floorMod(number / 3, ASKINGS.length);
        return number + ". Question: " + ASKINGS[asking].formatted(SUBJECTS[subject]) + "\nAnswer:";
    }
}
