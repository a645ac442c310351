package dev.candor.app.find;

import dev.candor.lab.answer.Chat;
import dev.candor.lab.endpoint.EndpointChat;

/// A model of an OpenAI-compatible server.
record EndpointRespondent(Judging.By.AtEndpoint server) implements Respondent {
    @Override
    public String described() {
        return "endpoint " + server.endpoint().host() + ", model " + server.shown();
    }

    @Override
    public Chat chat(String opening, int maxTokens) {
        return new EndpointChat(server.endpoint(), server.model(), maxTokens);
    }

    @Override
    public void close() {}
}
