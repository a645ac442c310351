package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.tokenizer.Vocabulary.SpacePrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The library with derived merges against SentencePiece's rule written down plainly.
class SpmMergesTest {
    @Test
    void derivedMergesFollowTheBestScoreOnRandomVocabularies() {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            List<String> tokens = randomTokens(random);
            float[] scores = randomScores(random, tokens.size());
            List<TokenType> types = new ArrayList<>();
            tokens.forEach(
                    t -> types.add(t.equals("<unk>") ? TokenType.UNKNOWN : TokenType.NORMAL));
            var special = new Vocabulary.SpecialIds(-1, -1, false, false, Set.of());
            Vocabulary vocabulary =
                    new Vocabulary(
                            Vocabulary.Kind.SPM,
                            tokens,
                            scores,
                            types,
                            List.of(),
                            PreTokenizer.NONE,
                            special,
                            SpacePrefix.ALWAYS,
                            Set.of());
            try (NativeEncoder encoder = NativeEncoder.of(vocabulary)) {
                for (int i = 0; i < 300; i++) {
                    String text = randomText(random);
                    assertThat(encoder.encode(text, false, true).ids())
                            .as("'%s' with %s", text, tokens)
                            .isEqualTo(bestScoreFirst(tokens, scores, "▁" + text));
                }
            }
        }
    }

    private static int[] bestScoreFirst(List<String> tokens, float[] scores, String text) {
        Map<String, Integer> ids = new HashMap<>();
        tokens.forEach(token -> ids.put(token, ids.size()));
        List<String> parts = new ArrayList<>();
        text.replace(' ', '▁').chars().forEach(c -> parts.add(Character.toString(c)));
        while (true) {
            int best = -1;
            float bestScore = Float.NEGATIVE_INFINITY;
            for (int i = 0; i + 1 < parts.size(); i++) {
                Integer id = ids.get(parts.get(i) + parts.get(i + 1));
                if (id != null && scores[id] > bestScore) {
                    best = i;
                    bestScore = scores[id];
                }
            }
            if (best < 0) {
                return parts.stream().mapToInt(ids::get).toArray();
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
    }

    private static List<String> randomTokens(Random random) {
        Set<String> tokens = new LinkedHashSet<>(List.of("<unk>", "▁", "a", "b", "c"));
        int size = 8 + random.nextInt(25);
        while (tokens.size() < size) {
            List<String> known = List.copyOf(tokens);
            String joined =
                    known.get(1 + random.nextInt(known.size() - 1))
                            + known.get(1 + random.nextInt(known.size() - 1));
            if (joined.length() <= 8) {
                tokens.add(joined);
            }
        }
        return List.copyOf(tokens);
    }

    private static float[] randomScores(Random random, int size) {
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            scores[i] = -i;
        }
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float score = scores[i];
            scores[i] = scores[j];
            scores[j] = score;
        }
        return scores;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(14);
        for (int i = 0; i < length; i++) {
            text.append("aabc ".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}
