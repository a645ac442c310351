package dev.candor.app.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Bodies of requests and responses.
final class Bodies {
    /// Largest body that is taken.
    static final int MOST_BYTES = 8 << 20;

    /// Largest body that is read to its end before it is refused: whoever is still sending when the
    /// connection closes does not see the answer. An announced length beyond it is refused unread.
    static final int MOST_READ_BYTES = 64 << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    /// Content type of what is sent.
    static final String JSON = "application/json; charset=utf-8";

    private Bodies() {}

    /// The JSON object of a request. A page of another site can only send other types of content
    /// without asking first.
    ///
    /// @throws ApiException if it is none, or too large
    static ObjectNode object(ServerRequest request) {
        String type =
                request.headers()
                        .first(HeaderNames.CONTENT_TYPE)
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw ApiException.other(
                    415,
                    "invalid_request_error",
                    "the content type is '%s', expected application/json".formatted(type));
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                drop(in);
                throw ApiException.tooLarge(MOST_BYTES);
            }
            return Json.object(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drop(InputStream in) {
        byte[] chunk = new byte[CHUNK_BYTES];
        int left = MOST_READ_BYTES - MOST_BYTES;
        try {
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = in.read(chunk);
            }
        } catch (IOException gone) {
            // Whoever sent it has hung up, and will not read the answer.
        }
    }

    static void send(ServerResponse response, int status, JsonNode body) {
        response.status(status);
        response.header("Content-Type", JSON);
        response.send(Json.bytes(body));
    }
}
