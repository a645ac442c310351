package dev.candor.lab.sampler;

/// How close a server's greedy replies are to what our session would say.
///
/// @param tokens compared
/// @param likeliest of them, those that are our likeliest too
/// @param largestGap nats between our likeliest token and the server's, the largest of all
public record Likeness(int tokens, int likeliest, double largestGap) {
    static final Likeness NOTHING = new Likeness(0, 0, 0);

    Likeness and(Likeness other) {
        return new Likeness(
                tokens + other.tokens,
                likeliest + other.likeliest,
                Math.max(largestGap, other.largestGap));
    }
}
