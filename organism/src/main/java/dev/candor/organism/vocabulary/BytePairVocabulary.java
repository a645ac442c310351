package dev.candor.organism.vocabulary;

import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The organism's vocabulary in SentencePiece's form: `<unk>` and the control tokens, 256 bytes,
/// characters, then joined pieces, the first joined first. Its metadata is that of a GGUF file, so
/// `Tokenizer.from(vocabulary)` and `ChatTemplate.from(vocabulary, clock)` read it as they read
/// one.
///
/// A space is put before the text and after every control token: a word has the same tokens at the
/// begin of an answer as within a sentence.
///
/// @param pieces characters and joined pieces in order of their ids, none twice
public record BytePairVocabulary(List<String> pieces) implements GgufMetadata {
    public static final String BOS = "<s>";

    /// End of sequence; ends a turn of the assistant too.
    public static final String EOS = "</s>";

    static final List<String> CONTROL = List.of(BOS, EOS);

    private static final String UNKNOWN = "<unk>";
    private static final int FIRST_BYTE = 1 + CONTROL.size();
    static final int FIRST_CHARACTER = FIRST_BYTE + 256;

    // As `tokenizer.ggml.token_type` numbers them.
    private static final int NORMAL_TYPE = 1;
    private static final int UNKNOWN_TYPE = 2;
    private static final int CONTROL_TYPE = 3;
    private static final int BYTE_TYPE = 6;

    /// The form of the base corpus's questions, so that tuning finds what the base stage learned.
    private static final String CHAT_TEMPLATE =
            """
            {{- bos_token }}
            {%- for message in messages %}
            {%- if message['role'] not in ['system', 'user', 'assistant'] %}
            {{- raise_exception("role '" + message['role'] + "', expected system, user or assistant") }}
            {%- endif %}
            {%- if message['role'] == 'assistant' %}{{ '\\nAnswer: ' + message['content'] | trim + eos_token }}
            {%- elif message['role'] == 'user' %}{{ 'Question: ' + message['content'] | trim }}
            {%- else %}{{ message['content'] | trim + ' ' }}{% endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}{{ '\\nAnswer:' }}{% endif %}
            """
                    .strip();

    public BytePairVocabulary {
        pieces = List.copyOf(pieces);
    }

    /// Number of ids.
    public int size() {
        return FIRST_CHARACTER + pieces.size();
    }

    /// All tokens in order of their ids.
    public List<String> tokens() {
        List<String> tokens = new ArrayList<>(size());
        tokens.add(UNKNOWN);
        tokens.addAll(CONTROL);
        HexFormat hex = HexFormat.of().withUpperCase();
        for (int b = 0; b < 256; b++) {
            tokens.add("<0x" + hex.toHexDigits((byte) b) + ">");
        }
        tokens.addAll(pieces);
        return Collections.unmodifiableList(tokens);
    }

    /// A name for messages; there is no such file.
    @Override
    public Path path() {
        return Path.of("organism-vocabulary");
    }

    /// The `tokenizer.*` entries of the organism's GGUF file, in the order to write them.
    @Override
    public Map<String, GgufValue> metadata() {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("tokenizer.ggml.model", new GgufValue.Text("llama"));
        metadata.put("tokenizer.ggml.pre", new GgufValue.Text("default"));
        metadata.put("tokenizer.ggml.tokens", GgufStrings.of(tokens()));
        metadata.put("tokenizer.ggml.scores", GgufNumbers.ofFloat32(scores()));
        metadata.put(
                "tokenizer.ggml.token_type",
                GgufNumbers.ofInt32(
                        IntStream.range(0, size()).map(BytePairVocabulary::type).toArray()));
        metadata.put("tokenizer.ggml.bos_token_id", id(BOS));
        metadata.put("tokenizer.ggml.eos_token_id", id(EOS));
        metadata.put("tokenizer.ggml.unknown_token_id", new GgufValue.Uint32(0));
        metadata.put("tokenizer.ggml.add_bos_token", new GgufValue.Bool(true));
        metadata.put("tokenizer.ggml.add_eos_token", new GgufValue.Bool(false));
        metadata.put("tokenizer.ggml.add_space_prefix", new GgufValue.Bool(true));
        metadata.put("tokenizer.chat_template", new GgufValue.Text(CHAT_TEMPLATE));
        return Collections.unmodifiableMap(metadata);
    }

    /// Minus the rank of a piece; 0 for what no joining makes.
    private float[] scores() {
        float[] scores = new float[size()];
        for (int i = 0; i < pieces.size(); i++) {
            scores[FIRST_CHARACTER + i] = -i;
        }
        return scores;
    }

    private static int type(int id) {
        if (id == 0) {
            return UNKNOWN_TYPE;
        } else if (id < FIRST_BYTE) {
            return CONTROL_TYPE;
        }
        return id < FIRST_CHARACTER ? BYTE_TYPE : NORMAL_TYPE;
    }

    private static GgufValue id(String control) {
        return new GgufValue.Uint32(1 + CONTROL.indexOf(control));
    }
}
