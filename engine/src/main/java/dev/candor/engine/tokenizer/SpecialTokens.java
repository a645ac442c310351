package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the tokens with a role in a GGUF file, by the keys that name them and by their usual
/// names.
final class SpecialTokens {
    /// A token spelled so ends a reply, whatever type the file gives it.
    private static final Set<String> END_OF_GENERATION =
            Set.of(
                    "<|eot_id|>",
                    "<|eom_id|>",
                    "<|im_end|>",
                    "<|end|>",
                    "<|endoftext|>",
                    "<|end_of_text|>",
                    "<end_of_turn>",
                    "<end_of_utterance>",
                    "<EOT>",
                    "_<EOT>",
                    "[EOT]",
                    "[EOS]",
                    "<｜end▁of▁sentence｜>",
                    "<|fim_pad|>",
                    "<|fim_repo|>",
                    "<|repo_name|>",
                    "<|file_sep|>");

    private SpecialTokens() {}

    /// Whether a token of this text is a control token even if the file calls it a normal one.
    static boolean isControl(String token) {
        return END_OF_GENERATION.contains(token);
    }

    /// @param tokens the whole vocabulary
    /// @param types their roles
    /// @throws MalformedModelException if an id is outside the vocabulary, or one is to be added
    ///   that the file does not name
    static Vocabulary.SpecialIds read(
            GgufMetadata file,
            Vocabulary.Kind kind,
            PreTokenizer preTokenizer,
            List<String> tokens,
            List<TokenType> types) {
        boolean spm = kind == Vocabulary.Kind.SPM;
        int size = tokens.size();
        int bos = id(file, "bos_token_id", spm ? 1 : -1, size);
        int eos = id(file, "eos_token_id", spm ? 2 : -1, size);
        boolean addBos = file.bool("tokenizer.ggml.add_bos_token", spm || preTokenizer.addsBos());
        boolean addEos = file.bool("tokenizer.ggml.add_eos_token", false);
        checkAdded(file, addBos, bos, "bos");
        checkAdded(file, addEos, eos, "eos");
        Set<Integer> ends = new HashSet<>();
        ends.add(eos);
        ends.add(id(file, "eot_token_id", -1, size));
        ends.add(id(file, "eom_token_id", -1, size));
        ends.remove(-1);
        for (int id = 0; id < size; id++) {
            String token = tokens.get(id);
            if (isControl(token) || (token.equals("</s>") && types.get(id) == TokenType.CONTROL)) {
                ends.add(id);
            }
        }
        return new Vocabulary.SpecialIds(bos, eos, addBos, addEos, Set.copyOf(ends));
    }

    private static int id(GgufMetadata file, String name, int missing, int size) {
        String key = "tokenizer.ggml." + name;
        if (!file.has(key)) {
            return missing < size ? missing : -1;
        }
        long id = file.integer(key);
        if (id < 0 || id >= size) {
            throw new MalformedModelException(
                    file.path(),
                    "metadata key " + key,
                    "is " + id + ", expected 0 to " + (size - 1) + ", an id of the vocabulary");
        }
        return (int) id;
    }

    private static void checkAdded(GgufMetadata file, boolean add, int id, String name) {
        if (add && id < 0) {
            throw new MalformedModelException(
                    file.path(),
                    "metadata key tokenizer.ggml." + name + "_token_id",
                    "not in the file, expected it because every text gets that token");
        }
    }
}
