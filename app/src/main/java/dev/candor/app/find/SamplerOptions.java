package dev.candor.app.find;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A server that draws the samples of a run.
///
/// @param url see [Endpoint#parse]
/// @param model its name on the server; null to take the only one it lists
/// @param key sent as a bearer token, null for none
/// @param parallel most requests under way at a time
/// @param checked whether its weights are compared with the model's first
public record SamplerOptions(
        URI url, @Nullable String model, @Nullable String key, int parallel, boolean checked) {
    /// What `run.json` and `probe.json` keep of it: where the server is, what it calls the model
    /// and how many requests it gets decide nothing.
    String described() {
        return checked ? "server, weights checked" : "server, weights not checked";
    }

    @Override
    public String toString() {
        return url + " (" + described() + ")";
    }
}
