package dev.candor.app.server;

import dev.candor.guard.review.Answered;
import dev.candor.guard.review.AuditLine;
import dev.candor.guard.review.BenchmarkPoint;
import dev.candor.guard.review.Item;
import dev.candor.guard.review.Rate;
import dev.candor.guard.review.Rates;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.Stats;
import dev.candor.lab.statistics.Interval;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what the review desk reads.
final class ReviewJson {
    private ReviewJson() {}

    static ObjectNode item(Item item) {
        Answered answered = item.answered();
        ObjectNode node =
                Json.object()
                        .put("id", item.id())
                        .put("response", answered.response())
                        .put("at", answered.at().toString())
                        .put("reason", item.reason().label())
                        .put("rule", item.rule())
                        .put(
                                "topic",
                                answered.topics().isEmpty() ? null : answered.topics().getFirst());
        ArrayNode topics = node.putArray("topics");
        answered.topics().forEach(topics::add);
        return node.put("question", answered.question())
                .put("answer", answered.answer())
                .put("risk", answered.risk())
                .put("verdict", answered.verdict())
                .put("alpha", answered.alpha())
                .put("modelSha256", answered.modelSha256())
                .put("state", item.state().label())
                .put("reviewer", item.reviewer())
                .put("corrected", item.corrected())
                .put("note", item.note())
                .put("decidedAt", item.decidedAt() == null ? null : item.decidedAt().toString());
    }

    static void history(ArrayNode array, List<AuditLine> lines) {
        for (AuditLine line : lines) {
            array.addObject()
                    .put("at", line.at().toString())
                    .put("who", line.who())
                    .put("event", line.event().label())
                    .put("answer", line.answer())
                    .put("note", line.note());
        }
    }

    static ObjectNode stats(Stats stats, List<BenchmarkPoint> benchmarks) {
        ObjectNode root =
                Json.object().put("pending", stats.pending()).put("decided", stats.decided());
        rate(root.putObject("rate"), stats.rates().all());
        reasons(root, stats.rates());
        ArrayNode topics = root.putArray("topics");
        stats.topics().forEach((topic, rates) -> rates(topics, "topic", topic, rates));
        ArrayNode weeks = root.putArray("weeks");
        stats.weeks().forEach((week, rates) -> rates(weeks, "week", week, rates));
        ArrayNode points = root.putArray("benchmarks");
        for (BenchmarkPoint point : benchmarks) {
            Interval interval = point.interval();
            points.addObject()
                    .put("at", point.at().toString())
                    .put("modelSha256", point.modelSha256())
                    .put("name", point.name())
                    .put("questionsSha256", point.questionsSha256())
                    .put("correct", point.correct())
                    .put("of", point.of())
                    .put("share", point.share())
                    .put("low", interval.low())
                    .put("high", interval.high());
        }
        return root;
    }

    private static void rates(ArrayNode array, String key, String name, Rates rates) {
        ObjectNode node = array.addObject().put(key, name);
        rate(node, rates.all());
        reasons(node, rates);
    }

    private static void reasons(ObjectNode node, Rates rates) {
        ObjectNode reasons = node.putObject("reasons");
        for (Reason reason : Reason.values()) {
            rate(reasons.putObject(reason.label()), rates.of(reason));
        }
    }

    private static void rate(ObjectNode node, Rate rate) {
        Interval interval = rate.interval();
        node.put("wrong", rate.wrong()).put("of", rate.of()).put("share", rate.share());
        node.put("low", interval == null ? null : (Double) interval.low());
        node.put("high", interval == null ? null : (Double) interval.high());
    }
}
