package dev.candor.app.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that is answered with an error, in OpenAI's form.
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable Duration retryAfter;

    private ApiException(int status, String type, @Nullable String param, String message) {
        this(status, type, param, message, null);
    }

    private ApiException(
            int status,
            String type,
            @Nullable String param,
            String message,
            @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    /// 400.

    /// @param param the field that is wrong, null if it is none
    static ApiException bad(@Nullable String param, String message) {
        return new ApiException(400, "invalid_request_error", param, message);
    }

    static ApiException unknownKey() {
        return new ApiException(
                401,
                "authentication_error",
                null,
                "the API key is missing or unknown, expected Authorization: Bearer KEY");
    }

    static ApiException forbidden(String message) {
        return new ApiException(403, "permission_error", null, message);
    }

    static ApiException notFound(String message) {
        return new ApiException(404, "not_found_error", null, message);
    }

    static ApiException conflict(String message) {
        return new ApiException(409, "conflict_error", null, message);
    }

    static ApiException tooLarge(long most) {
        return new ApiException(
                413,
                "invalid_request_error",
                null,
                "the body is larger than " + most + " bytes, the most that is taken");
    }

    static ApiException other(int status, String type, String message) {
        return new ApiException(status, type, null, message);
    }

    /// 429.
    static ApiException busy(String message, Duration retryAfter) {
        return new ApiException(429, "rate_limit_error", null, message, retryAfter);
    }

    /// 503.
    static ApiException unavailable(String message, Duration retryAfter) {
        return new ApiException(503, "server_error", null, message, retryAfter);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    @Nullable String param() {
        return param;
    }

    /// Whole seconds until it makes sense to ask again; null if nothing is known.
    @Nullable Long retryAfterSeconds() {
        return retryAfter == null ? null : Math.max(1, (retryAfter.toMillis() + 999) / 1_000);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
