package dev.candor.organism.vocabulary;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Says which pieces may become tokens.
@FunctionalInterface
public interface PieceRule {
    /// @param piece two or more characters, `▁` for a space before it
    boolean admits(String piece);

    /// Pieces of at most this many characters, `▁` among them.
    static PieceRule upTo(int characters) {
        return piece -> length(piece) <= characters;
    }

    /// Divides certain words, names for example, and leaves others free to become one token: what
    /// is part of such a word may have at most this many characters, `▁` among them. Words with
    /// more become two tokens at least.
    ///
    /// @param texts the words, or phrases of them
    static PieceRule dividing(Collection<String> texts, int characters) {
        Set<String> refused = new HashSet<>();
        for (String text : texts) {
            for (String word : Words.of(text)) {
                int[] points = word.codePoints().toArray();
                for (int start = 0; start < points.length; start++) {
                    for (int n = characters + 1; start + n <= points.length; n++) {
                        refused.add(new String(points, start, n));
                    }
                }
            }
        }
        return piece -> !refused.contains(piece);
    }

    private static int length(String piece) {
        return piece.codePointCount(0, piece.length());
    }
}
