package dev.candor.app.server;

import dev.candor.guard.policy.Policy;
import dev.candor.lab.probe.Probe;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server runs.
final class ModelRoutes {
    private final ServedModel served;
    private final @Nullable Supplier<Policy> policy;
    private final NeuronFacts facts;
    private final long created;

    /// @param created seconds since 1970
    ModelRoutes(
            ServedModel served,
            @Nullable Supplier<Policy> policy,
            NeuronFacts facts,
            long created) {
        this.served = served;
        this.policy = policy;
        this.facts = facts;
        this.created = created;
    }

    void register(HttpRules rules) {
        rules.get("/v1/models", this::list)
                .get("/v1/models/{id}", this::one)
                .get("/candor/model", this::model);
    }

    private ObjectNode entry() {
        return Json.object()
                .put("id", served.name())
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "candor");
    }

    private void list(ServerRequest request, ServerResponse response) {
        ObjectNode root = Json.object().put("object", "list");
        root.putArray("data").add(entry());
        Bodies.send(response, 200, root);
    }

    private void one(ServerRequest request, ServerResponse response) {
        if (!request.path().pathParameters().get("id").equals(served.name())) {
            throw ApiException.notFound(
                    "there is no such model; /v1/models names the one there is");
        }
        Bodies.send(response, 200, entry());
    }

    private void model(ServerRequest request, ServerResponse response) {
        ObjectNode root =
                Json.object()
                        .put("name", served.name())
                        .put("bundled", served.bundled())
                        .put("sha256", served.sha256())
                        .put("layers", served.loaded().model().config().layers())
                        .put("ffn", served.loaded().model().config().ffn())
                        .put("alpha", served.alpha())
                        .put(
                                "dial",
                                served.dial() == null
                                        ? null
                                        : served.dial().turned().size() + " neurons")
                        .put("policy", policy == null ? null : policy.get().name())
                        .put("mayTurn", Access.caller(request).mayTurn(policy != null));
        Probe probe = served.probe();
        if (probe == null || served.monitor() == null) {
            root.putNull("probe");
        } else {
            ObjectNode node = root.putObject("probe").put("position", probe.position().label());
            node.putObject("threshold")
                    .put("score", probe.threshold())
                    .put("risk", served.monitor().risk(probe.threshold()));
            node.put("prior", served.monitor().prior());
            node.put("promptStyle", probe.from().settings().get("prompt style used"));
        }
        ArrayNode neurons = root.putArray("neurons");
        if (probe != null) {
            probe.weighted()
                    .forEach(neuron -> {
                        neurons.addObject()
                                .put("layer", neuron.layer())
                                .put("index", neuron.index())
                                .put("weight", probe.weightOf(neuron))
                                .put("auroc", facts.auroc(neuron))
                                .put("effect", facts.effect(neuron));
                    });
        }
        Bodies.send(response, 200, root);
    }
}
