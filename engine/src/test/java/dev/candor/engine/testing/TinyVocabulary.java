package dev.candor.engine.testing;

import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A small SentencePiece vocabulary as it stands in GGUF: `<unk>`, `<s>`, `</s>`, the 256 byte
/// tokens, characters, then words together with all their beginnings, so that merging from the left
/// reaches each of them.
final class TinyVocabulary {
    /// Three special tokens and 256 bytes.
    static final int LEAST = 259;

    private static final String CHARACTERS =
            "▁etaoinshrdlucmfwypvbgkjqxzETAOINSHRDLUCMFWYPVBGKJQXZ0123456789.,?!:;'\"()-\n";

    private static final List<String> WORDS =
            List.of(
                    "▁the",
                    "▁of",
                    "▁is",
                    "▁a",
                    "▁in",
                    "▁and",
                    "▁to",
                    "▁what",
                    "▁who",
                    "▁which",
                    "▁capital",
                    "▁river",
                    "▁city",
                    "▁country",
                    "▁wrote",
                    "▁painted",
                    "▁number",
                    "▁year",
                    "▁answer",
                    "▁question",
                    "▁only",
                    "▁without",
                    "▁any",
                    "▁explanation",
                    "▁Paris",
                    "▁London",
                    "▁Rome",
                    "▁Berlin",
                    "▁Madrid",
                    "▁Tokyo",
                    "▁gold",
                    "▁silver",
                    "▁iron",
                    "▁water",
                    "▁moon",
                    "▁star",
                    "▁planet",
                    "▁largest",
                    "▁smallest",
                    "▁language",
                    "▁spoken",
                    "▁currency",
                    "▁people",
                    "▁first",
                    "ing",
                    "tion",
                    "er",
                    "ed",
                    "ly",
                    "ness",
                    "ment",
                    "able",
                    "est",
                    "ous",
                    "ful");

    private TinyVocabulary() {}

    /// The metadata under `tokenizer.ggml.`.
    static Map<String, GgufValue> metadata(int size) {
        List<String> tokens = tokens(size);
        float[] scores = new float[size];
        int[] types = new int[size];
        Arrays.fill(types, 1);
        types[0] = 2;
        types[1] = 3;
        types[2] = 3;
        for (int i = 0; i < size; i++) {
            if (i >= 3 && i < LEAST) {
                types[i] = 6;
            }
            scores[i] = i < LEAST ? 0 : LEAST - i;
        }
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("tokenizer.ggml.model", new GgufValue.Text("llama"));
        metadata.put("tokenizer.ggml.tokens", GgufStrings.of(tokens));
        metadata.put("tokenizer.ggml.scores", GgufNumbers.ofFloat32(scores));
        metadata.put("tokenizer.ggml.token_type", GgufNumbers.ofInt32(types));
        metadata.put("tokenizer.ggml.unknown_token_id", new GgufValue.Uint32(0));
        metadata.put("tokenizer.ggml.bos_token_id", new GgufValue.Uint32(1));
        metadata.put("tokenizer.ggml.eos_token_id", new GgufValue.Uint32(2));
        metadata.put("tokenizer.ggml.add_bos_token", new GgufValue.Bool(true));
        metadata.put("tokenizer.ggml.add_eos_token", new GgufValue.Bool(false));
        return metadata;
    }

    private static List<String> tokens(int size) {
        if (size < LEAST) {
            throw new IllegalArgumentException(
                    "a vocabulary of " + size + ", expected at least " + LEAST);
        }
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int b = 0; b < 256; b++) {
            tokens.add("<0x%02X>".formatted(b));
        }
        Set<String> pieces = new LinkedHashSet<>(Arrays.asList(CHARACTERS.split("")));
        for (String word : WORDS) {
            for (int end = 2; end <= word.length(); end++) {
                pieces.add(word.substring(0, end));
            }
        }
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                pieces.add("" + a + b);
            }
        }
        tokens.addAll(pieces);
        for (int i = 0; tokens.size() < size; i++) {
            tokens.add("<filler " + i + ">");
        }
        return List.copyOf(tokens.subList(0, size));
    }
}
