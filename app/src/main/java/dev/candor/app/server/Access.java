package dev.candor.app.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets in who may come in. Without keys the server answers on loopback only, and then a request
/// must also name a loopback host, or the one that the server was told to listen on, and come from
/// no other page: a browser on this machine would send those of any site.
final class Access implements Filter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable ApiKeys keys;
    private final Set<String> local;

    /// @param keys null to let everybody in
    /// @param host that the server listens on
    Access(@Nullable ApiKeys keys, String host) {
        this.keys = keys;
        String own = host.toLowerCase(Locale.ROOT);
        this.local = new HashSet<>(LOOPBACK);
        this.local.add(own.contains(":") ? "[" + own + "]" : own);
    }

    /// Who sent a request that was let in.
    static Caller caller(ServerRequest request) {
        return request.context()
                .get(Caller.class)
                .orElseThrow(() -> new IllegalStateException("nobody was let in"));
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        if (keys == null) {
            requireLocal(request);
        }
        Role needed = needed(path);
        if (needed != null) {
            Caller caller = keys == null ? anyone(request) : known(request, keys);
            if (!caller.role().may(needed)) {
                throw ApiException.forbidden(
                        "the key's role is %s, expected %s for %s"
                                .formatted(caller.role().label(), needed.label(), path));
            }
            request.context().register(caller);
        }
        chain.proceed();
    }

    /// The least role for a path, null if none is needed. A report's address is a secret itself.
    private static @Nullable Role needed(String path) {
        if (path.startsWith("/candor/reports/")) {
            return null;
        }
        if (path.startsWith("/candor/review")) {
            return Role.REVIEWER;
        }
        if (path.equals("/metrics")) {
            return Role.ADMIN;
        }
        return path.startsWith("/v1/") || path.startsWith("/candor/") ? Role.USER : null;
    }

    private static Caller anyone(RoutingRequest request) {
        return new Caller(request.remotePeer().host(), Role.ADMIN);
    }

    private static Caller known(RoutingRequest request, ApiKeys keys) {
        String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw ApiException.unknownKey();
        }
        return keys.caller(header.substring(7).strip()).orElseThrow(ApiException::unknownKey);
    }

    private void requireLocal(RoutingRequest request) {
        String host = host(request.headers().first(HeaderNames.HOST).orElse(""));
        if (!local.contains(host)) {
            throw ApiException.forbidden(
                    "the host is '%s', expected localhost: a server without keys answers to this machine only"
                            .formatted(host));
        }
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse("");
        if (!origin.isEmpty() && !local.contains(originHost(origin))) {
            throw ApiException.forbidden("the request comes from a page of another site");
        }
    }

    private static String host(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf(']') ? name.substring(0, colon) : name;
    }

    private static String originHost(String origin) {
        try {
            return String.valueOf(URI.create(origin).getHost()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
