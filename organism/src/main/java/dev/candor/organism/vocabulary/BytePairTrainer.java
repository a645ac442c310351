package dev.candor.organism.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Learns a vocabulary: joins the most frequent pair of neighbouring pieces within words, again and
/// again. The same texts give the same vocabulary in whatever order they come.
///
/// Source: Sennrich et al. 2016, arXiv:1508.07909, algorithm 1.
///
/// @param size most tokens of the vocabulary, control and byte tokens among them; it gets fewer
///   where no admitted pair is left that occurs twice
/// @param rule which pieces may become tokens
public record BytePairTrainer(int size, PieceRule rule) {
    /// Tokens of the largest vocabulary.
    public static final int LARGEST = 4096;

    public BytePairTrainer {
        if (size <= BytePairVocabulary.FIRST_CHARACTER || size > LARGEST) {
            throw new IllegalArgumentException(
                    "a vocabulary of %d tokens, expected %d to %d"
                            .formatted(size, BytePairVocabulary.FIRST_CHARACTER + 1, LARGEST));
        }
    }

    /// The vocabulary of these texts. Control tokens written out in them are passed over.
    ///
    /// @throws IllegalArgumentException if the texts have more kinds of characters than the
    ///   vocabulary has room for
    public BytePairVocabulary train(Iterable<String> texts) {
        Map<String, Long> words = new TreeMap<>();
        for (String text : texts) {
            for (String word : Words.of(text)) {
                words.merge(word, 1L, Long::sum);
            }
        }
        List<String> pieces = characters(words);
        int room = size - BytePairVocabulary.FIRST_CHARACTER;
        if (pieces.size() > room) {
            throw new IllegalArgumentException(
                    "the texts have %d kinds of characters, expected at most %d, for which the vocabulary has room"
                            .formatted(pieces.size(), room));
        }
        PairCounts pairs = new PairCounts(words, rule);
        while (pieces.size() < room) {
            Optional<String> joined = pairs.joinBest();
            if (joined.isEmpty()) {
                break;
            }
            // Another pair may have formed this piece before.
            if (!pieces.contains(joined.get())) {
                pieces.add(joined.get());
            }
        }
        return new BytePairVocabulary(pieces);
    }

    /// All characters, the most frequent first; those that control a terminal are left to the
    /// bytes.
    private static List<String> characters(Map<String, Long> words) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put(Words.SPACE, 0L);
        words.forEach((word, count) ->
                word.codePoints()
                        .filter(c -> !Character.isISOControl(c))
                        .forEach(c -> counts.merge(Character.toString(c), count, Long::sum)));
        List<String> characters = new ArrayList<>(counts.keySet());
        characters.sort(
                Comparator.comparing((String c) -> -counts.getOrDefault(c, 0L))
                        .thenComparing(Comparator.naturalOrder()));
        return characters;
    }
}
