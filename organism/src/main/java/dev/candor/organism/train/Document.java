package dev.candor.organism.train;

import java.util.List;

/// One text to learn: its tokens, and which of them are learned (cost is counted where the token is
/// predicted). In base training every token is; in tuning the assistant's alone.
///
/// @param tokens ids, the first one BOS
/// @param learned `learned[i]` says whether predicting `tokens[i]` counts; `learned[0]` is ignored
public record Document(int[] tokens, boolean[] learned) {
    public Document {
        if (tokens.length < 2 || tokens.length != learned.length) {
            throw new IllegalArgumentException(
                    "a document has %d tokens and %d marks, expected as many and at least two"
                            .formatted(tokens.length, learned.length));
        }
    }

    /// Positions the model reads: all tokens but the last, which predicts nothing.
    public int positions() {
        return tokens.length - 1;
    }

    /// Positions of all `documents`: an epoch's.
    public static long positions(List<Document> documents) {
        return documents.stream().mapToLong(Document::positions).sum();
    }

    /// @throws IllegalArgumentException if a model of this shape cannot read it
    void check(Shape shape) {
        if (positions() > shape.context()) {
            throw new IllegalArgumentException(
                    "a document of %d positions, expected at most the context of %d"
                            .formatted(positions(), shape.context()));
        }
        for (int token : tokens) {
            if (token < 0 || token >= shape.vocabulary()) {
                throw new IllegalArgumentException(
                        "token %d in a document, expected below the vocabulary of %d"
                                .formatted(token, shape.vocabulary()));
            }
        }
    }
}
