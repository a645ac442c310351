package dev.candor.engine.tokenizer;

/// A chat template that cannot be used, or refuses the messages it was given. Its one message names
/// the template's file and what is wrong.
public final class ChatTemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChatTemplateException(String name, String problem) {
        super("chat template of " + name + ": " + problem);
    }
}
