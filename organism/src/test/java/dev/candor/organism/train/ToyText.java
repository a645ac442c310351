package dev.candor.organism.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Documents that a model of a few thousand weights learns in seconds: BOS, a word, then the words
/// that always follow it.
final class ToyText {
    static final int VOCABULARY = 30;
    static final Shape SHAPE = new Shape(2, 16, 2, 24, VOCABULARY, 16);

    private ToyText() {}

    /// A document for each word from 1 on, of two lengths: every token follows from the two before.
    static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (int word = 1; word < VOCABULARY; word++) {
            int[] tokens = new int[word % 2 == 0 ? 5 : 7];
            boolean[] learned = new boolean[tokens.length];
            // Which word comes first cannot be known.
            Arrays.fill(learned, 2, learned.length, true);
            tokens[1] = word;
            for (int i = 2; i < tokens.length; i++) {
                tokens[i] = (tokens[i - 1] * 7 + tokens[i - 2] + 3) % VOCABULARY;
            }
            documents.add(new Document(tokens, learned));
        }
        return documents;
    }

    /// Options for `epochs` over [#documents], a few steps each.
    static TrainOptions options(int epochs) {
        return new TrainOptions(epochs * Document.positions(documents()), 60, 1e-2, 0.05, 7, 2);
    }
}
