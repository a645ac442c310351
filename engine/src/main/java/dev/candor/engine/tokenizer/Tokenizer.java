package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import java.nio.file.Path;

/// Text to token ids and back, for one vocabulary. May be used from several threads until closed.
public final class Tokenizer implements AutoCloseable {
    private final Vocabulary vocabulary;
    private final TokenBytes bytes;
    private final NativeEncoder encoder;

    private Tokenizer(Vocabulary vocabulary, NativeEncoder encoder) {
        this.vocabulary = vocabulary;
        this.encoder = encoder;
        bytes = new TokenBytes(vocabulary);
    }

    /// The tokenizer of a model: from the metadata of a GGUF file, or from the `tokenizer.json` of
    /// a folder, which then has an id for every row of the model's embedding.
    ///
    /// @throws MalformedModelException if metadata or files are missing, inconsistent or of a kind
    ///   that Candor does not know
    public static Tokenizer from(GgufMetadata file) {
        Path json = file.tokenizerJson();
        if (json != null) {
            String architecture = file.string("general.architecture");
            return fromJson(json, (int) file.integer(architecture + ".vocab_size", 0));
        }
        Vocabulary vocabulary = GgufVocabulary.read(file);
        try {
            return new Tokenizer(vocabulary, NativeEncoder.of(vocabulary));
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(
                    file.path(),
                    "metadata key tokenizer.ggml.tokens",
                    "makes no tokenizer: " + e.getMessage() + ", expected a consistent vocabulary",
                    e);
        }
    }

    /// The tokenizer of a Hugging Face model, from its `tokenizer.json`; begin and end of sequence
    /// are named by the `tokenizer_config.json` beside it, if there is one.
    ///
    /// @throws MalformedModelException if a file cannot be read or describes a kind of tokenizer
    ///   that Candor does not know
    public static Tokenizer fromJson(Path tokenizerJson) {
        return fromJson(tokenizerJson, 0);
    }

    /// @param least ids; those that the file does not name have no text
    private static Tokenizer fromJson(Path tokenizerJson, int least) {
        JsonVocabulary json = JsonVocabulary.read(tokenizerJson, least);
        Vocabulary vocabulary = json.vocabulary();
        try {
            return new Tokenizer(
                    vocabulary,
                    new NativeEncoder(
                            json::write, vocabulary.special(), true, text -> text.isEmpty()));
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(
                    tokenizerJson,
                    "file",
                    "makes no tokenizer: " + e.getMessage() + ", expected a whole tokenizer.json",
                    e);
        }
    }

    /// The tokens of a text.
    ///
    /// @param addSpecial puts begin and end of sequence around it where the model wants them
    /// @param parseSpecial control tokens written out in the text become their ids
    /// @throws IllegalArgumentException if the text has half a surrogate pair
    public Encoding encode(String text, boolean addSpecial, boolean parseSpecial) {
        return encoder.encode(text, addSpecial, parseSpecial);
    }

    /// The tokens of a rendered chat prompt: special tokens in it are parsed, and begin of sequence
    /// comes first once, whether the template wrote it or not. Nothing is put at the end.
    ///
    /// @throws IllegalArgumentException if the text has half a surrogate pair
    public Encoding encodePrompt(String prompt) {
        Encoding plain = encode(prompt, false, true);
        boolean there = plain.length() > 0 && plain.ids()[0] == bos();
        return there || !putsBosFirst() ? plain : plain.after(bos());
    }

    private boolean putsBosFirst() {
        int[] around = encode("", true, false).ids();
        return bos() >= 0 && around.length > 0 && around[0] == bos();
    }

    /// The text of a whole sequence; control tokens have none.
    ///
    /// @throws IndexOutOfBoundsException if the vocabulary has no such id
    public String decode(int[] ids) {
        Detokenizer detokenizer = detokenizer();
        for (int id : ids) {
            detokenizer.push(id);
        }
        detokenizer.finish();
        return detokenizer.text();
    }

    /// Decodes a sequence from its begin.
    public Detokenizer detokenizer() {
        return new Detokenizer(this, -1);
    }

    /// Decodes what follows a prompt.
    ///
    /// @param prompt ids of the prompt; only the last matters
    public Detokenizer detokenizerAfter(int[] prompt) {
        return new Detokenizer(this, prompt.length == 0 ? -1 : prompt[prompt.length - 1]);
    }

    /// The UTF-8 bytes of a token, which need not be whole characters; of a control token, its
    /// name.
    ///
    /// @throws IndexOutOfBoundsException if the vocabulary has no such id
    public byte[] bytesOf(int id) {
        return rawBytes(id).clone();
    }

    /// Number of ids: 0 to this, exclusive.
    public int vocabularySize() {
        return vocabulary.size();
    }

    /// Begin of sequence, −1 if the vocabulary has none.
    public int bos() {
        return vocabulary.special().bos();
    }

    /// End of sequence, −1 if the vocabulary has none.
    public int eos() {
        return vocabulary.special().eos();
    }

    /// Whether a model that emits this token is done with its reply.
    public boolean isEndOfGeneration(int id) {
        return vocabulary.special().endOfGeneration().contains(id);
    }

    /// Whether the token steers the model and has no text: begin, end, turns, unknown.
    public boolean isSpecial(int id) {
        return vocabulary.types().get(id).isSilent();
    }

    @Override
    public void close() {
        encoder.close();
    }

    /// The bytes of a token without a copy; not to be changed.
    byte[] rawBytes(int id) {
        return bytes.of(id);
    }

    /// Whether encoding puts a space of its own before text that follows this token.
    boolean addsSpaceAfter(int previous) {
        boolean first = previous < 0 || previous == bos();
        return switch (vocabulary.spacePrefix()) {
            case NEVER -> false;
            case FIRST -> first;
            case ALWAYS -> first || vocabulary.types().get(previous).isMatchedFirst(true);
        };
    }
}
