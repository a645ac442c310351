package dev.candor.lab.endpoint;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An OpenAI-compatible server. Whatever goes wrong becomes one [EndpointException] that names the
/// URL and what was found there. May be used from several threads.
public final class Endpoint {
    /// The environment variable that holds the key; keys are never recorded.
    public static final String KEY_VARIABLE = "CANDOR_API_KEY";

    private static final String EXAMPLE = "http://localhost:8080/v1";

    private static final int EXCERPT = 200;

    private final URI url;
    private final @Nullable String key;
    private final Patience patience;

    /// @param url see [#parse]
    /// @param key sent as bearer token; null for none
    public Endpoint(URI url, @Nullable String key, Patience patience) {
        this.url = url;
        this.key = key;
        this.patience = patience;
    }

    /// The base URL of a server as a user writes it; `/v1` where it names no path.
    ///
    /// @throws IllegalArgumentException if it is no such URL, or holds more than a place
    public static URI parse(String text) {
        try {
            URI url = new URI(text.strip());
            boolean isPlace =
                    List.of("http", "https")
                                    .contains(Objects.requireNonNullElse(url.getScheme(), ""))
                            && url.getHost() != null
                            && url.getUserInfo() == null
                            && url.getQuery() == null
                            && url.getFragment() == null;
            if (isPlace) {
                String path = url.getPath().replaceFirst("/+$", "");
                return url.resolve(path.isEmpty() ? "/v1" : path);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "URL is '%s', expected one like %s, without name, key or query"
                        .formatted(text, EXAMPLE));
    }

    public URI url() {
        return url;
    }

    /// Host and port, which is what records of a run say of the place.
    public String host() {
        return url.getAuthority();
    }

    /// Names of its models, in the server's order.
    public List<String> models() {
        return call(
                "a list of models",
                () ->
                        OpenAiModelCatalog.builder()
                                .httpClientBuilder(http())
                                .baseUrl(url.toString())
                                .apiKey(key)
                                .connectTimeout(patience.perRequest())
                                .readTimeout(patience.perRequest())
                                .build()
                                .listModels()
                                .stream()
                                .map(ModelDescription::name)
                                .toList());
    }

    OpenAiChatModel chatModel(String model) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(http())
                .baseUrl(url.toString())
                .apiKey(key)
                .modelName(model)
                .timeout(patience.perRequest())
                .maxRetries(0) // see call
                .build();
    }

    /// Servers of models speak HTTP/1.1, and some stumble over the offer to speak HTTP/2.
    private static HttpClientBuilder http() {
        return JdkHttpClient.builder()
                .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    }

    /// Makes a request, and again while the server is busy (429, 5xx), silent or garbled.
    ///
    /// @param expected what it is to give, for the message
    /// @throws EndpointException if it gives nothing usable
    <T> T call(String expected, Supplier<T> request) {
        for (int tried = 1; ; tried++) {
            try {
                return request.get();
            } catch (RuntimeException e) {
                boolean hopeless =
                        e instanceof NonRetriableException
                                || cause(e, ConnectException.class) != null;
                if (hopeless || tried == patience.attempts()) {
                    String tries = tried == 1 ? "" : " (" + tried + " tries)";
                    throw new EndpointException(url, found(e) + tries, expected, e);
                }
                pause(tried, expected);
            }
        }
    }

    private void pause(int tried, String expected) {
        try {
            Thread.sleep(patience.pause(tried, Duration.ZERO));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointException(url, "an interruption", expected, e);
        }
    }

    private String found(RuntimeException e) {
        HttpException answered = cause(e, HttpException.class);
        if (answered != null) {
            int status = answered.statusCode();
            return "status %d%s%s"
                    .formatted(
                            status,
                            excerpt(answered),
                            status == 401 || status == 403
                                    ? "; the key is read from " + KEY_VARIABLE
                                    : "");
        }
        if (cause(e, UnresolvedAddressException.class) != null) {
            return "no host of this name";
        }
        if (cause(e, ConnectException.class) != null) {
            return "no server (connection refused)";
        }
        if (cause(e, TimeoutException.class) != null
                || cause(e, HttpTimeoutException.class) != null) {
            return "no reply within " + patience.perRequest().toMinutes() + " minutes";
        }
        return "something else" + excerpt(e);
    }

    private static String excerpt(Throwable e) {
        String text = Objects.requireNonNullElse(e.getMessage(), "").strip();
        String line = text.replaceAll("\\s+", " ");
        return line.isEmpty()
                ? ""
                : ": " + (line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
