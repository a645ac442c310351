package dev.candor.app.server;

import dev.candor.guard.review.Decision;
import dev.candor.guard.review.Item;
import dev.candor.guard.review.Outcome;
import dev.candor.guard.review.Page;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.guard.review.State;
import dev.candor.guard.review.Submitted;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The review desk, complaints, and where a held reply stands.
final class ReviewRoutes {
    private static final int MOST_ITEMS = 500;
    private static final int MOST_TEXT = 100_000;

    private final ReviewQueue queue;

    ReviewRoutes(ReviewQueue queue) {
        this.queue = queue;
    }

    void register(HttpRules rules) {
        rules.get("/candor/responses/{id}", this::response)
                .post("/candor/complaints", this::complain)
                .get("/candor/review/items", this::items)
                .get("/candor/review/items/{id}", this::item)
                .post("/candor/review/items/{id}/decision", this::decide)
                .get("/candor/review/stats", this::stats)
                .get("/candor/review/export", this::export);
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    /// One word of a reply to its asker: an answer that people stand behind, or nothing.
    private void response(ServerRequest request, ServerResponse response) {
        Caller caller = Access.caller(request);
        Item item =
                queue.byResponse(id(request)).stream()
                        .filter(each -> maySee(caller, each))
                        .max(Comparator.comparingInt(ReviewRoutes::says))
                        .orElseThrow(() ->
                                ApiException.notFound("no reply of yours waits under this id"));
        Bodies.send(
                response,
                200,
                Json.object()
                        .put("id", item.answered().response())
                        .put("status", item.state().label())
                        .put("answer", item.accepted()));
    }

    /// Their own; whoever reviews sees them all anyway.
    private static boolean maySee(Caller caller, Item item) {
        return caller.role().may(Role.REVIEWER) || caller.name().equals(item.answered().asker());
    }

    /// Of a held reply only the item that held it speaks: a complaint beside it lets nothing out.
    private static int says(Item item) {
        return item.reason() == Reason.POLICY ? 2 : item.accepted() != null ? 1 : 0;
    }

    private void complain(ServerRequest request, ServerResponse response) {
        Fields fields = new Fields(Bodies.object(request));
        String id = fields.text("response", 200);
        if (id == null) {
            throw fields.refused("response", "the id of a reply");
        }
        String note = fields.text("note", MOST_TEXT);
        Submitted submitted = queue.complain(id, Access.caller(request).name(), note);
        if (submitted == null) {
            throw ApiException.notFound("no reply of this id is known");
        }
        Bodies.send(
                response,
                201,
                Json.object()
                        .put("id", submitted.item().id())
                        .put("status", submitted.item().state().label()));
    }

    private void items(ServerRequest request, ServerResponse response) {
        String state = request.query().first("state").orElse(State.PENDING.label());
        State wanted =
                Arrays.stream(State.values())
                        .filter(each -> each.label().equals(state))
                        .findFirst()
                        .orElseThrow(() ->
                                ApiException.bad(
                                        "state",
                                        "state is none of pending, approved, corrected, rejected"));
        Page page;
        try {
            int limit = Integer.parseInt(request.query().first("limit").orElse("50"));
            page =
                    queue.items(
                            wanted,
                            Math.clamp(limit, 1, MOST_ITEMS),
                            request.query().first("after").orElse(null));
        } catch (NumberFormatException e) {
            throw ApiException.bad("limit", "limit is no number, expected 1 to " + MOST_ITEMS);
        } catch (IllegalArgumentException e) {
            throw ApiException.bad("after", String.valueOf(e.getMessage()));
        }
        ObjectNode root = Json.object();
        ArrayNode items = root.putArray("items");
        page.items().forEach(item -> items.add(ReviewJson.item(item)));
        Bodies.send(response, 200, root.put("next", page.next()));
    }

    private void item(ServerRequest request, ServerResponse response) {
        Item item = queue.find(id(request));
        if (item == null) {
            throw noItem();
        }
        ObjectNode node = ReviewJson.item(item);
        ReviewJson.history(node.putArray("history"), queue.history(item.id()));
        Bodies.send(response, 200, node);
    }

    private static ApiException noItem() {
        return ApiException.notFound("there is no item of this id");
    }

    private void decide(ServerRequest request, ServerResponse response) {
        Fields fields = new Fields(Bodies.object(request));
        Decision decision = decision(fields, Access.caller(request).name());
        switch (queue.decide(id(request), decision)) {
            case Outcome.Decided(Item item) -> Bodies.send(response, 200, ReviewJson.item(item));
            case Outcome.Repeated(Item item) -> Bodies.send(response, 200, ReviewJson.item(item));
            case Outcome.Lost(Item item) -> {
                String by = Objects.requireNonNullElse(item.reviewer(), "somebody");
                ApiException lost =
                        ApiException.conflict(
                                "%s decided before: %s".formatted(by, item.state().label()));
                ObjectNode body = Json.error(lost);
                body.set("item", ReviewJson.item(item));
                Bodies.send(response, 409, body);
            }
            case Outcome.Missing() -> throw noItem();
        }
    }

    private static Decision decision(Fields fields, String reviewer) {
        String word = fields.text("decision", 20);
        Decision.Kind kind =
                switch (word == null ? "" : word) {
                    case "approved" -> Decision.Kind.APPROVED;
                    case "corrected" -> Decision.Kind.CORRECTED;
                    case "rejected" -> Decision.Kind.REJECTED;
                    default -> throw fields.refused("decision", "approved, corrected or rejected");
                };
        try {
            return new Decision(
                    kind,
                    reviewer,
                    kind == Decision.Kind.CORRECTED ? fields.text("answer", MOST_TEXT) : null,
                    fields.text("note", MOST_TEXT),
                    fields.text("key", 200));
        } catch (IllegalArgumentException e) {
            throw ApiException.bad("answer", String.valueOf(e.getMessage()));
        }
    }

    private void stats(ServerRequest request, ServerResponse response) {
        Bodies.send(response, 200, ReviewJson.stats(queue.stats(), queue.benchmarks()));
    }

    private void export(ServerRequest request, ServerResponse response) {
        response.header("Content-Type", "application/jsonl; charset=utf-8");
        response.header("Content-Disposition", "attachment; filename=\"reviewed.jsonl\"");
        try (Writer out = new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8)) {
            queue.export(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
