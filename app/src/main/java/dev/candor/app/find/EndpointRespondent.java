package dev.candor.app.find;

import dev.candor.lab.answer.Chat;
import dev.candor.lab.endpoint.Endpoint;
import dev.candor.lab.endpoint.EndpointChat;

/// A model of an OpenAI-compatible server.
///
/// @param model its name there
record EndpointRespondent(Endpoint endpoint, String model) implements Respondent {
    @Override
    public String described() {
        return "endpoint " + endpoint.host() + ", model " + model;
    }

    @Override
    public Chat chat(String opening, int maxTokens) {
        return new EndpointChat(endpoint, model, maxTokens);
    }

    @Override
    public void close() {}
}
