package dev.candor.engine.tokenizer;

/// What a vocabulary entry is for, as `tokenizer.ggml.token_type` numbers it.
enum TokenType {
    NORMAL(1),
    UNKNOWN(2),
    CONTROL(3),
    USER_DEFINED(4),
    UNUSED(5),
    BYTE(6);

    private final int code;

    TokenType(int code) {
        this.code = code;
    }

    /// The type with that number; numbers outside 1–6 stand for no special role.
    static TokenType of(long code) {
        for (TokenType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return NORMAL;
    }

    /// Found in the text before anything else is tokenized.
    boolean isMatchedFirst(boolean parseSpecial) {
        return this == USER_DEFINED || (parseSpecial && (this == CONTROL || this == UNKNOWN));
    }

    /// Has no text of its own in a decoded answer.
    boolean isSilent() {
        return this == CONTROL || this == UNKNOWN;
    }
}
