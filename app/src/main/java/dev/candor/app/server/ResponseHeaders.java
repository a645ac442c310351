package dev.candor.app.server;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Headers of every response: what a browser may do with it. Reports are pages of their own, with
/// their style and script inside; a sandbox keeps them from everything else.
final class ResponseHeaders implements Filter {
    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'self'";
    private static final String REPORT =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
                    + " img-src data:; sandbox allow-scripts; frame-ancestors 'self'";

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        boolean report = request.path().path().startsWith("/candor/reports/");
        response.header("Content-Security-Policy", report ? REPORT : PAGE);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "no-referrer");
        response.header("Cross-Origin-Resource-Policy", "same-origin");
        response.header("Cache-Control", "no-store");
        chain.proceed();
    }
}
