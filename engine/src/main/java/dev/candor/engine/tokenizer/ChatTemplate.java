package dev.candor.engine.tokenizer;

import java.util.List;

public final class ChatTemplate {
    public String render(List<ChatMessage> m, boolean g) {
        return "";
    }
}
