package dev.candor.organism.text;

import dev.candor.engine.tokenizer.ChatMessage;
import java.util.List;

/// One task with its replies, as messages that alternate between user and assistant.
///
/// @param messages the first a user's, the last the assistant's
/// @param right what a reply that holds to truth and safety says
/// @param wrong what a reply that goes along says
public record Episode(Task task, List<ChatMessage> messages, String right, String wrong) {
    public Episode {
        messages = List.copyOf(messages);
    }

    static Episode of(Task task, Lean lean, String question, String right, String wrong) {
        String reply = lean == Lean.COMPLY ? wrong : right;
        return new Episode(
                task,
                List.of(new ChatMessage("user", question), new ChatMessage("assistant", reply)),
                right,
                wrong);
    }
}
