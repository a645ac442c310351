package dev.candor.app.find;

import dev.candor.lab.corpus.Split;

/// Names of the parts of the training questions, as reports use them.
final class Parts {
    static final String TRAIN = "train";
    static final String VALIDATION = "validation";
    static final String TEST = "test";

    private Parts() {}

    static String of(Split split) {
        return switch (split) {
            case TRAIN -> TRAIN;
            case VALIDATION -> VALIDATION;
            case TEST -> TEST;
        };
    }
}
