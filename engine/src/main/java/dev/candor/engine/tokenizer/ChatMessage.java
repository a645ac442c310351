package dev.candor.engine.tokenizer;

/// One turn of a conversation.
///
/// @param role `system`, `user` or `assistant`; a template decides which it takes
/// @param content what was said
public record ChatMessage(String role, String content) {
    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }
}
