package dev.candor.app.server;

import org.jspecify.annotations.Nullable;

/// A request that is answered with an error, in OpenAI's form.
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String param;

    private ApiException(int status, String type, @Nullable String param, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
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

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    @Nullable String param() {
        return param;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
