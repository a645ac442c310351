package dev.candor.lab.corpus;

/// What a question is used for: 60% train, 20% validation, 20% test.
public enum Split {
    TRAIN,
    VALIDATION,
    TEST
}
