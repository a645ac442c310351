import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Prompts of a known number of tokens, as text, since not every engine takes token ids.
final class Words {
    /// Each is one token of Llama's vocabulary with the space before it.
    private static final String[] KNOWN =
            ("time people year way day man world life hand part place case week work night point"
                            + " home water room money story book word house power game line end"
                            + " city name team idea body door war party street girl")
                    .split(" ");

    private Words() {}

    /// @param tokens with the one that begins the sequence
    static String prompt(int tokens) {
        return new SplittableRandom(tokens)
                .ints(tokens - 1, 0, KNOWN.length)
                .mapToObj(i -> KNOWN[i])
                .collect(Collectors.joining(" "));
    }

    /// @param found tokens that the engine made of the prompt
    static void check(String words, int found) {
        int expected = words.split(" ").length + 1;
        if (found != expected) {
            throw new IllegalStateException(
                    "the prompt has " + found + " tokens here, expected " + expected);
        }
    }
}
