package dev.candor.app.server;

import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Server-sent events as OpenAI writes them. Nothing is sent, the status neither, before the first
/// event. May be used from several threads.
final class EventStream {
    private final ServerResponse response;
    private @Nullable OutputStream out;

    EventStream(ServerResponse response) {
        this.response = response;
    }

    synchronized boolean hasBegun() {
        return out != null;
    }

    /// @throws UncheckedIOException if nobody listens any more
    void send(JsonNode event) {
        write("data: " + Json.text(event) + "\n\n");
    }

    /// Says that there is still nothing to say, which shows whether anybody listens.
    void comment() {
        write(": waiting\n\n");
    }

    void end() {
        write("data: [DONE]\n\n");
        synchronized (this) {
            try {
                open().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void write(String text) {
        try {
            OutputStream open = open();
            open.write(text.getBytes(StandardCharsets.UTF_8));
            open.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutputStream open() {
        if (out == null) {
            response.header("Content-Type", "text/event-stream; charset=utf-8");
            response.header("X-Accel-Buffering", "no");
            out = response.outputStream();
        }
        return out;
    }
}
