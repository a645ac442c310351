package dev.candor.app.server;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/// Answers what no route ever sees, such as a body whose announced length is too large, as routes
/// answer.
final class EarlyErrors implements DirectHandler {
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        ApiException error =
                status.code() == 413
                        ? ApiException.tooLarge(Bodies.MOST_BYTES)
                        : ApiException.other(
                                status.code(), "invalid_request_error", status.reasonPhrase());
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Bodies.JSON)
                .keepAlive(false)
                .entity(Json.bytes(Json.error(error)))
                .build();
    }
}
