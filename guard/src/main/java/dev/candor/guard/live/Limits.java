package dev.candor.guard.live;

/// How much a [LiveModel] takes on.
///
/// @param width replies that are generated together, at least 1
/// @param waiting jobs that may wait beside them; more are refused
/// @param cachedTokens tokens whose keys and values are kept for prompts that begin alike
public record Limits(int width, int waiting, int cachedTokens) {
    public Limits {
        if (width < 1 || waiting < 0 || cachedTokens < 0) {
            throw new IllegalArgumentException(
                    "width %d, waiting %d, cached tokens %d, expected at least 1, 0 and 0"
                            .formatted(width, waiting, cachedTokens));
        }
    }

    /// Replies that may be wanted at once.
    int places() {
        return (int) Math.min(Integer.MAX_VALUE, (long) width + waiting);
    }
}
