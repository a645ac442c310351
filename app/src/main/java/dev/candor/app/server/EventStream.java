package dev.candor.app.server;

import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Server-sent events as OpenAI writes them. Nothing is sent, the status neither, before the first
/// event or comment. May be used from several threads.
final class EventStream {
    private final ServerResponse response;
    private final Runnable first;
    private @Nullable OutputStream out;
    private boolean said;

    /// @param first run when the first event is to be sent
    EventStream(ServerResponse response, Runnable first) {
        this.response = response;
        this.first = first;
    }

    synchronized boolean hasBegun() {
        return out != null;
    }

    /// @throws UncheckedIOException if nobody listens any more
    void send(JsonNode event) {
        synchronized (this) {
            if (!said) {
                first.run();
            }
            said = true;
        }
        data(Json.text(event));
    }

    private void data(String text) {
        write("data: " + text + "\n\n");
    }

    /// Says that there is still nothing to say, which shows whether anybody listens.
    void comment() {
        write(": waiting\n\n");
    }

    /// Ends with an error.
    void fail(JsonNode error) {
        data(Json.text(error));
        end();
    }

    void end() {
        data("[DONE]");
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
