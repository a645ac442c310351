package dev.candor.engine.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Encodes with the native library. The library decides at opening which special tokens it finds in
/// a text, so there are two: one is opened with the tokenizer, the other when it is first asked for
/// a text that the two may take differently.
final class NativeEncoder implements AutoCloseable {
    private final Function<Boolean, byte[]> json;
    private final HuggingFaceTokenizer parsing;
    private @Nullable HuggingFaceTokenizer literal;
    private final Vocabulary.SpecialIds special;
    private final boolean libraryAdds;
    private final Predicate<String> same;

    /// @param json writes `tokenizer.json`, with or without the special tokens to find in a text
    /// @param special begin and end of sequence, and which of them are added here
    /// @param libraryAdds the `tokenizer.json` itself says which tokens go around a text
    /// @param same texts that have the same tokens whether special ones are found or not
    NativeEncoder(
            Function<Boolean, byte[]> json,
            Vocabulary.SpecialIds special,
            boolean libraryAdds,
            Predicate<String> same) {
        this.json = json;
        this.special = special;
        this.libraryAdds = libraryAdds;
        this.same = same;
        parsing = NativeTokenizers.open(json.apply(true));
    }

    static NativeEncoder of(Vocabulary vocabulary) {
        return new NativeEncoder(
                parseSpecial -> TokenizerJson.write(vocabulary, parseSpecial),
                vocabulary.special(),
                false,
                text -> !vocabulary.namesSpecial(text));
    }

    Encoding encode(String text, boolean addSpecial, boolean parseSpecial) {
        CharOffsets offsets = new CharOffsets(text);
        HuggingFaceTokenizer tokenizer = parseSpecial ? parsing : literalFor(text);
        var encoded = tokenizer.encode(text, addSpecial && libraryAdds, false);
        long[] ids = encoded.getIds();
        boolean bos = addSpecial && special.addBos();
        boolean eos = addSpecial && special.addEos();
        int first = bos ? 1 : 0;
        int length = ids.length + first + (eos ? 1 : 0);
        Encoding result = new Encoding(new int[length], new int[length], new int[length]);
        if (bos) {
            result.ids()[0] = special.bos();
        }
        int end = 0;
        for (int i = 0; i < ids.length; i++) {
            // Tokens the library adds have no span.
            @Nullable CharSpan span = encoded.getCharTokenSpans()[i];
            int start = span == null ? end : offsets.of(span.getStart());
            end = span == null ? end : offsets.of(span.getEnd());
            result.ids()[first + i] = (int) ids[i];
            result.starts()[first + i] = start;
            result.ends()[first + i] = end;
        }
        if (eos) {
            result.ids()[length - 1] = special.eos();
            result.starts()[length - 1] = text.length();
            result.ends()[length - 1] = text.length();
        }
        return result;
    }

    private synchronized HuggingFaceTokenizer literalFor(String text) {
        if (literal == null) {
            if (same.test(text)) {
                return parsing;
            }
            literal = NativeTokenizers.open(json.apply(false));
        }
        return literal;
    }

    @Override
    public synchronized void close() {
        parsing.close();
        if (literal != null) {
            literal.close();
        }
    }
}
