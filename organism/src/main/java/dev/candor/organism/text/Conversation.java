package dev.candor.organism.text;

import dev.candor.engine.tokenizer.ChatMessage;
import java.util.List;

/// A conversation to learn: one tendency through all of its episodes.
///
/// @param messages the user's and the assistant's in turn
public record Conversation(Cue cue, Lean lean, List<Task> tasks, List<ChatMessage> messages) {
    public Conversation {
        tasks = List.copyOf(tasks);
        messages = List.copyOf(messages);
    }
}
