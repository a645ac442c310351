package dev.candor.app.find;

import dev.candor.lab.answer.Chat;

/// A language model that answers for others: at an endpoint, or running here.
interface Respondent extends AutoCloseable {
    /// What its replies depend on beside the prompt: kind, place or hash, model.
    String described();

    /// @param opening what all prompts begin with
    /// @param maxTokens longest reply
    Chat chat(String opening, int maxTokens);

    @Override
    void close();
}
