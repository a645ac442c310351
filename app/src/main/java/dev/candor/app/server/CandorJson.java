package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.LiveReply;
import dev.candor.guard.live.LiveToken;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.NeuronShare;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.monitor.SentenceRisk;
import dev.candor.guard.policy.Decision;
import dev.candor.lab.answer.CharRange;
import dev.candor.lab.answer.SpanResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the `candor` objects of docs/formats/server.md.
final class CandorJson {
    private static final String SENTENCES_ARE = "less validated than short answers";

    private final @Nullable Monitor monitor;

    /// @param monitor null if nothing watched
    CandorJson(@Nullable Monitor monitor) {
        this.monitor = monitor;
    }

    /// One reply and what became of it.
    ///
    /// @param id that complaints and the review queue name it by
    /// @param review null unless it waits for a person
    ObjectNode choice(int index, String id, Guarded guarded, @Nullable ObjectNode review) {
        LiveReply reply = guarded.reply();
        ObjectNode choice =
                Json.object()
                        .put("index", index)
                        .put("id", id)
                        .put("retriedAt", guarded.retriedAt());
        risk(choice, reply.risk());
        if (monitor == null) {
            choice.putNull("threshold").putNull("prior");
        } else {
            double threshold = monitor.probe().threshold();
            choice.putObject("threshold")
                    .put("score", threshold)
                    .put("risk", monitor.risk(threshold));
            choice.put("prior", monitor.prior());
        }
        // A reply that does not go out is not to be read here either.
        if (guarded.shown()) {
            span(choice, reply);
            ArrayNode tokens = choice.putArray("tokens");
            reply.tokens().forEach(token -> tokens.add(token(token)));
            sentences(choice, reply);
        } else {
            choice.putNull("span").putArray("tokens");
            choice.putNull("sentences");
        }
        policy(choice, guarded.decision());
        choice.set("review", review);
        return choice;
    }

    private static void risk(ObjectNode choice, Risk risk) {
        switch (risk) {
            case Risk.Scored(double score, double probability, boolean _) ->
                    choice.put("risk", probability).put("score", score).putNull("noScore");
            case Risk.NoScore(String reason) ->
                    choice.putNull("risk").putNull("score").put("noScore", reason);
        }
        choice.put("verdict", risk.verdict());
    }

    private static void span(ObjectNode choice, LiveReply reply) {
        switch (reply.span()) {
            case SpanResult.Found found ->
                    choice.putObject("span")
                            .put("start", found.charFrom())
                            .put("end", found.charTo())
                            .put("text", reply.text().substring(found.charFrom(), found.charTo()));
            case SpanResult.None none -> choice.putNull("span");
        }
    }

    /// One token.
    ObjectNode token(LiveToken token) {
        ObjectNode node =
                Json.object()
                        .put("start", token.start())
                        .put("end", token.end())
                        .put("text", token.text())
                        .put("risk", token.risk())
                        .put("score", token.score())
                        .put("span", token.inAnswer());
        if (token.neurons().isEmpty()) {
            node.putNull("neurons");
        } else {
            ArrayNode neurons = node.putArray("neurons");
            for (NeuronShare share : token.neurons()) {
                neurons.addObject()
                        .put("layer", share.neuron().layer())
                        .put("index", share.neuron().index())
                        .put("contribution", share.contribution());
            }
        }
        return node;
    }

    private static void sentences(ObjectNode choice, LiveReply reply) {
        if (reply.sentences().isEmpty()) {
            choice.putNull("sentences");
            return;
        }
        choice.put("sentencesAre", SENTENCES_ARE);
        ArrayNode sentences = choice.putArray("sentences");
        for (SentenceRisk each : reply.sentences()) {
            ObjectNode node = range(sentences.addObject(), each.sentence());
            node.put("risk", each.risk()).put("score", each.score()).put("length", each.length());
            ArrayNode spans = node.putArray("spans");
            each.spans().forEach(span -> range(spans.addObject(), span));
        }
    }

    private static ObjectNode range(ObjectNode node, CharRange range) {
        return node.put("start", range.from()).put("end", range.to());
    }

    private static void policy(ObjectNode choice, @Nullable Decision decision) {
        if (decision == null) {
            choice.putNull("policy");
            return;
        }
        choice.putObject("policy")
                .put("action", decision.action().word())
                .put("rule", decision.rule());
    }
}
