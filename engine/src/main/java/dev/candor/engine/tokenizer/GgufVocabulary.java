package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.tokenizer.Vocabulary.Kind;
import dev.candor.engine.tokenizer.Vocabulary.SpacePrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads and checks the vocabulary under `tokenizer.ggml.*` of a GGUF file.
final class GgufVocabulary {
    private static final String KEY = "tokenizer.ggml.";

    /// Longer pieces would make deriving merges slow; real ones stay below 200.
    private static final int MAX_PIECE = 1024;

    private static final Set<String> PLAIN_IN_PHI3 = Set.of("<unk>", "<s>", "<|endoftext|>");

    private final GgufMetadata file;
    private final Kind kind;
    private final List<String> tokens;
    private final Map<String, Integer> ids;

    private GgufVocabulary(GgufMetadata file) {
        this.file = file;
        kind = kind(file);
        tokens = tokens(file);
        ids = ids(file, tokens);
    }

    /// @throws MalformedModelException if a key is missing, has the wrong type or length, or names
    ///   an algorithm that Candor does not know
    static Vocabulary read(GgufMetadata file) {
        return new GgufVocabulary(file).read();
    }

    private Vocabulary read() {
        boolean spm = kind == Kind.SPM;
        List<TokenType> types = types();
        PreTokenizer preTokenizer = spm ? PreTokenizer.NONE : preTokenizer();
        return new Vocabulary(
                kind,
                tokens,
                spm ? scores() : new float[0],
                types,
                spm ? List.of() : merges(),
                preTokenizer,
                SpecialTokens.read(file, kind, preTokenizer, tokens, types),
                spacePrefix(),
                swallowing(types));
    }

    private static Kind kind(GgufMetadata file) {
        String model = file.string(KEY + "model");
        return switch (model) {
            case "llama" -> Kind.SPM;
            case "gpt2" -> Kind.BPE;
            default ->
                    throw problem(file, "model", "is '" + model + "', expected 'llama' or 'gpt2'");
        };
    }

    private static List<String> tokens(GgufMetadata file) {
        List<String> tokens = new ArrayList<>(file.strings(KEY + "tokens"));
        if (tokens.isEmpty()) {
            throw problem(file, "tokens", "is empty, expected a vocabulary");
        }
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            if (token.isEmpty()) {
                tokens.set(id, "[EMPTY_" + id + "]");
            } else if (token.length() > MAX_PIECE) {
                throw problem(
                        file,
                        "tokens",
                        "token "
                                + id
                                + " has "
                                + token.length()
                                + " characters, expected at most "
                                + MAX_PIECE);
            }
        }
        return Collections.unmodifiableList(tokens);
    }

    private static Map<String, Integer> ids(GgufMetadata file, List<String> tokens) {
        Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            Integer earlier = ids.put(tokens.get(id), id);
            if (earlier != null) {
                throw problem(
                        file,
                        "tokens",
                        "'"
                                + tokens.get(id)
                                + "' is token "
                                + earlier
                                + " and "
                                + id
                                + ", expected every token once");
            }
        }
        return ids;
    }

    private float[] scores() {
        float[] scores = file.reals(KEY + "scores");
        checkLength("scores", scores.length);
        for (int id = 0; id < scores.length; id++) {
            if (Float.isNaN(scores[id])) {
                throw problem(file, "scores", "score " + id + " is NaN, expected a number");
            }
        }
        return scores;
    }

    private List<TokenType> types() {
        int[] codes = file.integers(KEY + "token_type", new int[tokens.size()]);
        checkLength("token_type", codes.length);
        List<TokenType> types = new ArrayList<>(codes.length);
        for (int id = 0; id < codes.length; id++) {
            types.add(
                    SpecialTokens.isControl(tokens.get(id))
                            ? TokenType.CONTROL
                            : TokenType.of(codes[id]));
        }
        return Collections.unmodifiableList(types);
    }

    private SpacePrefix spacePrefix() {
        return kind == Kind.SPM && file.bool(KEY + "add_space_prefix", true)
                ? SpacePrefix.ALWAYS
                : SpacePrefix.NEVER;
    }

    /// In Phi-3 every token with a role takes the line break behind it along, but these. No key
    /// says so: as llama.cpp, this goes by the model's name.
    private Set<Integer> swallowing(List<TokenType> types) {
        String name = file.string("general.name", "").toLowerCase(Locale.ROOT);
        Set<Integer> swallowing = new HashSet<>();
        if (name.contains("phi-3") || name.contains("phi3")) {
            for (int id = 0; id < tokens.size(); id++) {
                if (types.get(id).isMatchedFirst(true) && !PLAIN_IN_PHI3.contains(tokens.get(id))) {
                    swallowing.add(id);
                }
            }
        }
        return swallowing;
    }

    private PreTokenizer preTokenizer() {
        String name = file.string(KEY + "pre", "default");
        return PreTokenizer.named(name)
                .orElseThrow(() ->
                        problem(
                                file,
                                "pre",
                                "is '"
                                        + name
                                        + "', expected one of "
                                        + String.join(", ", PreTokenizer.names())));
    }

    private List<String> merges() {
        List<String> merges = List.copyOf(file.strings(KEY + "merges"));
        for (int rank = 0; rank < merges.size(); rank++) {
            String merge = merges.get(rank);
            int space = merge.indexOf(' ', 1);
            if (space < 0
                    || !ids.containsKey(merge.substring(0, space))
                    || !ids.containsKey(merge.substring(space + 1))
                    || !ids.containsKey(merge.substring(0, space) + merge.substring(space + 1))) {
                throw problem(
                        file,
                        "merges",
                        "merge "
                                + rank
                                + " is '"
                                + merge
                                + "', expected two tokens, a space between, that form a third");
            }
        }
        return merges;
    }

    private void checkLength(String key, int length) {
        if (length != tokens.size()) {
            throw problem(
                    file,
                    key,
                    "has " + length + " entries, expected " + tokens.size() + ", one a token");
        }
    }

    private static MalformedModelException problem(GgufMetadata file, String key, String problem) {
        return new MalformedModelException(file.path(), "metadata key " + KEY + key, problem);
    }
}
