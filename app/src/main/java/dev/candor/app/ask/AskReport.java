package dev.candor.app.ask;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.guard.monitor.AnswerToken;
import dev.candor.guard.monitor.Risk;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.probe.Probe;
import java.util.Locale;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was asked, of whom, and what came of it.
///
/// @param model asked, which need not be the probe's
/// @param prior share of wrong answers that risks assume
public record AskReport(
        AskOptions options,
        PromptStyle style,
        AskedModel model,
        Probe probe,
        double prior,
        Asked asked) {
    private static final String SCHEMA = "candor.ask/1";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
                    .build();

    /// The model asked.
    ///
    /// @param name as it calls itself
    /// @param bundled whether it is the bundled test model
    /// @param sha256 of its file
    public record AskedModel(String name, boolean bundled, String sha256) {}

    /// The probability that an answer of this score is wrong, under [#prior()].
    public double risk(double score) {
        return probe.risk(score, prior);
    }

    /// As documented in `docs/formats/ask-json.md`, with a final newline.
    public String json() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("question", options.question());
        root.putObject("model")
                .put("name", model.name())
                .put("bundled", model.bundled())
                .put("sha256", model.sha256());
        ObjectNode from = root.putObject("probe");
        from.put("modelSha256", probe.from().modelSha256());
        from.put("position", probe.position().label());
        from.put("hNeurons", probe.hNeurons().size());
        root.put("promptStyle", style.label());
        turned(root);
        root.put("temperature", options.temperature());
        root.put("seed", options.seed());
        root.put("maxTokens", options.maxTokens());
        root.put("answer", asked.generation().text());
        root.put("end", label(asked.generation().end()));
        span(root);
        root.put("prior", prior);
        ObjectNode threshold = root.putObject("threshold");
        threshold.put("score", probe.threshold()).put("risk", risk(probe.threshold()));
        verdict(root);
        tokens(root.putArray("tokens"));
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private void turned(ObjectNode root) {
        switch (options.turned()) {
            case Turned.Alike alike -> {
                root.put("alpha", alike.alpha());
                root.putNull("dial");
            }
            case Turned.ByDial file -> {
                root.putNull("alpha");
                root.putObject("dial")
                        .put("sha256", file.sha256())
                        .put("neurons", file.dial().turned().size());
            }
        }
    }

    private void span(ObjectNode root) {
        switch (asked.span()) {
            case SpanResult.None none -> root.putNull("span");
            case SpanResult.Found found ->
                    root.putObject("span")
                            .put("from", found.span().from())
                            .put("to", found.span().to())
                            .put("text", text(found));
        }
    }

    /// The answer within the reply.
    public String text(SpanResult.Found found) {
        return asked.generation().text().substring(found.charFrom(), found.charTo());
    }

    private void verdict(ObjectNode root) {
        switch (asked.risk()) {
            case Risk.Scored scored -> {
                root.put("score", scored.score());
                root.put("risk", risk(scored.score()));
                root.put("verdict", scored.above() ? "above" : "below");
                root.putNull("noScore");
            }
            case Risk.NoScore none -> {
                root.putNull("score");
                root.putNull("risk");
                root.put("verdict", "no-score");
                root.put("noScore", none.reason());
            }
        }
    }

    private void tokens(ArrayNode array) {
        DecodedText decoded = asked.generation().decoded();
        for (int i = 0; i < asked.tokens().size(); i++) {
            AnswerToken token = asked.tokens().get(i);
            ObjectNode node = array.addObject();
            node.put("id", token.id());
            node.put("start", decoded.starts()[i]);
            node.put("end", decoded.ends()[i]);
            node.put("text", token.text());
            Double score = token.score();
            node.put("score", score);
            node.put("risk", score == null ? null : (Double) risk(score));
        }
    }

    /// `END_TOKEN` → `end-token`.
    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
