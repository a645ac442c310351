package dev.candor.engine.tokenizer;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a vocabulary as the `tokenizer.json` that the native library reads.
///
/// Neither begin nor end of sequence is in it: [Tokenizer] adds those.
final class TokenizerJson {
    private final JsonGenerator json;
    private final Vocabulary vocabulary;

    private TokenizerJson(JsonGenerator json, Vocabulary vocabulary) {
        this.json = json;
        this.vocabulary = vocabulary;
    }

    /// @param parseSpecial control tokens written out in a text become their ids
    static byte[] write(Vocabulary vocabulary, boolean parseSpecial) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new TokenizerJson(json, vocabulary).write(parseSpecial);
        }
        return out.toByteArray();
    }

    private void write(boolean parseSpecial) {
        json.writeStartObject();
        json.writeStringProperty("version", "1.0");
        json.writeNullProperty("truncation");
        json.writeNullProperty("padding");
        addedTokens(parseSpecial);
        switch (vocabulary.kind()) {
            case SPM -> spm();
            case BPE -> bpe();
        }
        json.writeNullProperty("post_processor");
        json.writeNullProperty("decoder");
        json.writeEndObject();
    }

    private void addedTokens(boolean parseSpecial) {
        json.writeArrayPropertyStart("added_tokens");
        for (int id = 0; id < vocabulary.size(); id++) {
            TokenType type = vocabulary.types().get(id);
            if (type.isMatchedFirst(parseSpecial)) {
                json.writeStartObject();
                json.writeNumberProperty("id", id);
                json.writeStringProperty("content", vocabulary.tokens().get(id));
                json.writeBooleanProperty("single_word", false);
                json.writeBooleanProperty("lstrip", false);
                json.writeBooleanProperty("rstrip", vocabulary.swallowing().contains(id));
                json.writeBooleanProperty("normalized", false);
                json.writeBooleanProperty("special", type.isSilent());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void spm() {
        json.writeObjectPropertyStart("normalizer");
        json.writeStringProperty("type", "Sequence");
        json.writeArrayPropertyStart("normalizers");
        if (vocabulary.spacePrefix() == Vocabulary.SpacePrefix.ALWAYS) {
            object("type", "Prepend", "prepend", "▁");
        }
        json.writeStartObject();
        json.writeStringProperty("type", "Replace");
        json.writeName("pattern");
        object("String", " ");
        json.writeStringProperty("content", "▁");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeNullProperty("pre_tokenizer");
        modelStart(true, false);
        List<String> tokens = vocabulary.tokens();
        for (SpmMerges.Merge merge : SpmMerges.of(tokens, vocabulary.scores())) {
            pair(tokens.get(merge.left()), tokens.get(merge.right()));
        }
        modelEnd();
    }

    private void bpe() {
        json.writeNullProperty("normalizer");
        json.writeObjectPropertyStart("pre_tokenizer");
        json.writeStringProperty("type", "Sequence");
        json.writeArrayPropertyStart("pretokenizers");
        for (String expression : vocabulary.preTokenizer().expressions()) {
            json.writeStartObject();
            json.writeStringProperty("type", "Split");
            json.writeName("pattern");
            object("Regex", expression);
            json.writeStringProperty("behavior", "Isolated");
            json.writeBooleanProperty("invert", false);
            json.writeEndObject();
        }
        json.writeStartObject();
        json.writeStringProperty("type", "ByteLevel");
        json.writeBooleanProperty("add_prefix_space", false);
        json.writeBooleanProperty("trim_offsets", false);
        json.writeBooleanProperty("use_regex", false);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        modelStart(false, vocabulary.preTokenizer().ignoreMerges());
        for (String merge : vocabulary.merges()) {
            int space = merge.indexOf(' ', 1);
            pair(merge.substring(0, space), merge.substring(space + 1));
        }
        modelEnd();
    }

    private void modelStart(boolean byteFallback, boolean ignoreMerges) {
        json.writeObjectPropertyStart("model");
        json.writeStringProperty("type", "BPE");
        json.writeNullProperty("dropout");
        int unknown = vocabulary.types().indexOf(TokenType.UNKNOWN);
        if (byteFallback && unknown >= 0) {
            json.writeStringProperty("unk_token", vocabulary.tokens().get(unknown));
        } else {
            json.writeNullProperty("unk_token");
        }
        json.writeNullProperty("continuing_subword_prefix");
        json.writeNullProperty("end_of_word_suffix");
        json.writeBooleanProperty("fuse_unk", false);
        json.writeBooleanProperty("byte_fallback", byteFallback);
        json.writeBooleanProperty("ignore_merges", ignoreMerges);
        json.writeObjectPropertyStart("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            json.writeNumberProperty(vocabulary.tokens().get(id), id);
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("merges");
    }

    private void modelEnd() {
        json.writeEndArray();
        json.writeEndObject();
    }

    private void pair(String left, String right) {
        json.writeStartArray();
        json.writeString(left);
        json.writeString(right);
        json.writeEndArray();
    }

    private void object(String... namesAndValues) {
        json.writeStartObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.writeStringProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        json.writeEndObject();
    }
}
