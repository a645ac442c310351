package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.huggingface.JsonFile;
import dev.candor.engine.tokenizer.Vocabulary.Kind;
import dev.candor.engine.tokenizer.Vocabulary.SpacePrefix;
import dev.candor.engine.tokenizer.Vocabulary.SpecialIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json`: the library encodes with it as it stands; what decoding needs is read here.
///
/// Scores, merges and pre-tokenizer of its [Vocabulary] are empty, since only the library uses
/// them.
final class JsonVocabulary {
    private static final int MAX_ID = 1 << 22;
    private static final String SPACE = "▁";

    private final Path file;
    private final JsonNode root;
    private final Kind kind;
    private final List<String> tokens = new ArrayList<>();
    private final List<TokenType> types = new ArrayList<>();

    private JsonVocabulary(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        kind = kind();
    }

    /// @param least ids; those that the file does not name are unused
    static JsonVocabulary read(Path file, int least) {
        JsonVocabulary json = new JsonVocabulary(file, JsonFile.object(file));
        json.readTokens();
        json.growTo(Math.min(least, MAX_ID));
        return json;
    }

    Vocabulary vocabulary() {
        return new Vocabulary(
                kind,
                List.copyOf(tokens),
                new float[0],
                List.copyOf(types),
                List.of(),
                PreTokenizer.NONE,
                special(),
                spacePrefix(),
                Set.of());
    }

    /// The file again, without the special tokens to find in a text unless they are wanted.
    byte[] write(boolean parseSpecial) {
        if (parseSpecial || !(root.path("added_tokens") instanceof ArrayNode all)) {
            return JsonFile.write(root);
        }
        ObjectNode copy = ((ObjectNode) root).deepCopy();
        ArrayNode kept = copy.putArray("added_tokens");
        for (JsonNode token : all) {
            if (!token.path("special").asBoolean(false)) {
                kept.add(token);
            }
        }
        return JsonFile.write(copy);
    }

    private Kind kind() {
        String type = root.path("model").path("type").asString("BPE");
        if (!type.equals("BPE")) {
            throw problem("model.type", "is '" + type + "', expected 'BPE'");
        }
        if (!steps("pre_tokenizer", "pretokenizers", "ByteLevel").isEmpty()) {
            return Kind.BPE;
        }
        if (root.path("model").path("byte_fallback").asBoolean(false)) {
            return Kind.SPM;
        }
        throw problem(
                "pre_tokenizer",
                "has no ByteLevel and the model no byte_fallback, expected either");
    }

    private void readTokens() {
        String unknown = root.path("model").path("unk_token").asString("");
        for (Map.Entry<String, JsonNode> entry : root.path("model").path("vocab").properties()) {
            String token = entry.getKey();
            TokenType type = TokenType.NORMAL;
            if (token.equals(unknown)) {
                type = TokenType.UNKNOWN;
            } else if (kind == Kind.SPM && TokenBytes.byteFallback(token) >= 0) {
                type = TokenType.BYTE;
            }
            put(token, entry.getValue(), type, "model.vocab");
        }
        for (JsonNode added : root.path("added_tokens")) {
            boolean special = added.path("special").asBoolean(false);
            put(
                    added.path("content").asString(""),
                    added.path("id"),
                    special ? TokenType.CONTROL : TokenType.USER_DEFINED,
                    "added_tokens");
        }
        if (tokens.isEmpty()) {
            throw problem("model.vocab", "is empty, expected a vocabulary");
        }
    }

    private void put(String token, JsonNode number, TokenType type, String place) {
        int id = number.asInt(-1);
        if (id < 0 || id >= MAX_ID) {
            throw problem(
                    place, "'" + token + "' has id " + number + ", expected 0 to " + (MAX_ID - 1));
        }
        growTo(id + 1);
        tokens.set(id, token);
        types.set(id, type);
    }

    private void growTo(int size) {
        while (tokens.size() < size) {
            tokens.add("");
            types.add(TokenType.UNUSED);
        }
    }

    private SpecialIds special() {
        Path sibling = file.resolveSibling("tokenizer_config.json");
        int bos = -1;
        int eos = -1;
        if (Files.exists(sibling)) {
            JsonNode config = JsonFile.object(sibling);
            bos = tokens.indexOf(TokenizerConfig.token(config, "bos_token"));
            eos = tokens.indexOf(TokenizerConfig.token(config, "eos_token"));
        }
        Set<Integer> ends = endsOfGeneration();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            if (id == eos
                    || (types.get(id) == TokenType.CONTROL
                            && (SpecialTokens.isControl(token) || token.equals("</s>")))) {
                ends.add(id);
            }
        }
        return new SpecialIds(bos, eos, false, false, Set.copyOf(ends));
    }

    /// What `generation_config.json` names, one id or several.
    private Set<Integer> endsOfGeneration() {
        Set<Integer> ends = new HashSet<>();
        Path sibling = file.resolveSibling("generation_config.json");
        if (Files.exists(sibling)) {
            JsonNode named = JsonFile.object(sibling).path("eos_token_id");
            for (JsonNode id : named.isArray() ? named : List.of(named)) {
                if (id.canConvertToInt() && id.intValue() >= 0 && id.intValue() < tokens.size()) {
                    ends.add(id.intValue());
                }
            }
        }
        return ends;
    }

    private SpacePrefix spacePrefix() {
        for (JsonNode step : steps("normalizer", "normalizers", "Prepend")) {
            if (step.path("prepend").asString("").equals(SPACE)) {
                return SpacePrefix.ALWAYS;
            }
        }
        for (JsonNode step : steps("pre_tokenizer", "pretokenizers", "Metaspace")) {
            String scheme = step.path("prepend_scheme").asString("always");
            return switch (scheme) {
                case "never" -> SpacePrefix.NEVER;
                case "first" -> SpacePrefix.FIRST;
                default -> SpacePrefix.ALWAYS;
            };
        }
        return SpacePrefix.NEVER;
    }

    /// The steps of one type in a part of the file that is a step or a sequence of them.
    private List<JsonNode> steps(String part, String children, String type) {
        List<JsonNode> found = new ArrayList<>();
        JsonNode node = root.path(part);
        if (node.path("type").asString("").equals(type)) {
            found.add(node);
        }
        for (JsonNode step : node.path(children)) {
            if (step.path("type").asString("").equals(type)) {
                found.add(step);
            }
        }
        return found;
    }

    private MalformedModelException problem(String place, String problem) {
        return new MalformedModelException(file, place, problem);
    }
}
