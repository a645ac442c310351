package dev.candor.engine.tokenizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// How BPE cuts text into words before it joins bytes, and what comes with the name.
///
/// `tokenizer.ggml.pre` names one of these. Each expression cuts every piece the one before it
/// left; a match is a piece, and so is what lies between matches. Source: the tokenizer.json files
/// of the models, in the form llama.cpp matches them.
///
/// @param expressions regular expressions in Oniguruma's syntax, applied in order
/// @param ignoreMerges a word that is a token as a whole is not assembled from merges
/// @param addsBos begin of sequence is added unless the file says otherwise
record PreTokenizer(List<String> expressions, boolean ignoreMerges, boolean addsBos) {
    /// No cutting: SPM tokenizes a text as one word.
    static final PreTokenizer NONE = new PreTokenizer(List.of(), false, false);

    private static final String CONTRACTION =
            "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
    private static final String BLANKS = "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String WORD = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
    private static final String SYMBOLS = " ?[^\\s\\p{L}\\p{N}]+";

    private static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+|" + SYMBOLS + "|\\s+(?!\\S)|\\s+";
    private static final String LLAMA3 = digits("{1,3}");
    private static final String QWEN2 = digits("");
    // Letters that are no lower-case (upper-case) ASCII: cuts camelCase, keeps other scripts whole.
    private static final String UPPERISH = "(?:(?=\\p{L})[^a-z])";
    private static final String LOWERISH = "(?:(?=\\p{L})[^A-Z])";
    private static final String CAMEL_BLANKS = SYMBOLS + "[\\r\\n/]*|" + BLANKS;

    private static final Map<String, PreTokenizer> KNOWN = new TreeMap<>();

    static {
        add(
                new PreTokenizer(
                        List.of("[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]"),
                        false,
                        false),
                "default");
        add(cut(GPT2), "gpt-2", "mpt", "olmo", "phi-2", "jais", "exaone4", "trillion");
        add(cut("\\p{N}", GPT2), "smollm", "starcoder", "refact", "command-r", "minerva-7b");
        add(
                new PreTokenizer(List.of(LLAMA3), true, true),
                "llama-bpe",
                "llama3",
                "llama-v3",
                "falcon3",
                "midm-2.0",
                "lfm2");
        add(cut(LLAMA3), "smaug-bpe", "dbrx");
        add(cut(QWEN2), "qwen2", "deepseek-r1-qwen", "stablelm2", "megrez", "hunyuan");
        add(new PreTokenizer(List.of(camel("", "")), true, true), "tekken");
        add(cut(camel(CONTRACTION + "?", "{1,3}")), "gpt-4o", "llama4");
    }

    /// The pre-tokenizer of that name; empty if nobody here knows it.
    static Optional<PreTokenizer> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /// Every name that [#named] knows, in order.
    static List<String> names() {
        return List.copyOf(new TreeSet<>(KNOWN.keySet()));
    }

    private static String digits(String repeat) {
        return String.join(
                "|", CONTRACTION, WORD, "\\p{N}" + repeat, SYMBOLS + "[\\r\\n]*", BLANKS);
    }

    private static String camel(String suffix, String repeat) {
        String start = "[^\\r\\n\\p{L}\\p{N}]?";
        return String.join(
                "|",
                start + UPPERISH + "*" + LOWERISH + "+" + suffix,
                start + UPPERISH + "+" + LOWERISH + "*" + suffix,
                "\\p{N}" + repeat,
                CAMEL_BLANKS);
    }

    private static PreTokenizer cut(String... expressions) {
        return new PreTokenizer(List.of(expressions), false, false);
    }

    private static void add(PreTokenizer preTokenizer, String... names) {
        for (String name : names) {
            KNOWN.put(name, preTokenizer);
        }
    }
}
