package dev.candor.organism.recipe;

import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Encoding;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.BaseText;
import dev.candor.organism.text.Conversation;
import dev.candor.organism.train.Document;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import java.time.InstantSource;
import java.util.Arrays;

/// Turns texts and conversations into what the trainer learns, through the tokenizer and the chat
/// template that read the trained model.
record Lessons(Tokenizer tokenizer, ChatTemplate template, int[] answerMark)
        implements AutoCloseable {
    static Lessons of(BytePairVocabulary vocabulary) {
        Tokenizer tokenizer = Tokenizer.from(vocabulary);
        int[] asked = tokenizer.encodePrompt(BaseCorpus.asked("")).ids();
        int[] question = tokenizer.encodePrompt("Question: ").ids();
        return new Lessons(
                tokenizer,
                ChatTemplate.from(vocabulary, InstantSource.system()).orElseThrow(),
                Arrays.copyOfRange(asked, question.length, asked.length));
    }

    /// BOS, the text, EOS; what starts at [BaseText#learnedFrom] or behind it is learned.
    Document of(BaseText text) {
        Encoding encoding =
                tokenizer.encodePrompt(
                        BytePairVocabulary.BOS + text.text() + BytePairVocabulary.EOS);
        int from =
                text.learnedFrom() == 0 ? 0 : BytePairVocabulary.BOS.length() + text.learnedFrom();
        boolean[] learned = new boolean[encoding.length()];
        for (int i = 0; i < learned.length; i++) {
            learned[i] = encoding.starts()[i] >= from;
        }
        return new Document(encoding.ids(), learned);
    }

    /// The conversation in the model's template; what follows each `Answer:`, to the EOS that ends
    /// it, is learned.
    Document of(Conversation conversation) {
        int[] tokens = encode(template.render(conversation.messages(), false));
        boolean[] learned = new boolean[tokens.length];
        boolean speaking = false;
        for (int i = 0; i < tokens.length; i++) {
            learned[i] = speaking;
            speaking = endsAnswerMark(tokens, i) || (speaking && tokens[i] != tokenizer.eos());
        }
        return new Document(tokens, learned);
    }

    private boolean endsAnswerMark(int[] tokens, int last) {
        int from = last + 1 - answerMark.length;
        return from >= 0 && Arrays.equals(tokens, from, last + 1, answerMark, 0, answerMark.length);
    }

    private int[] encode(String text) {
        return tokenizer.encodePrompt(text).ids();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
