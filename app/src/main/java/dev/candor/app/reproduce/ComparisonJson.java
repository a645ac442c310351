package dev.candor.app.reproduce;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A comparison for programs (`docs/formats/reproduce-json.md`); a number that there is not is
/// null.
public final class ComparisonJson {
    private ComparisonJson() {}

    public static String write(Comparison comparison) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("verdict", comparison.verdict().name().toLowerCase(Locale.ROOT));
        root.putObject("c")
                .put("published", number(comparison.c().published()))
                .put("repeated", number(comparison.c().repeated()));
        root.putObject("hNeurons")
                .put("published", comparison.neurons().published())
                .put("repeated", comparison.neurons().repeated())
                .put("shared", comparison.neurons().shared())
                .put("jaccard", comparison.neurons().jaccard());
        ArrayNode aurocs = root.putArray("aurocs");
        for (Comparison.Auroc auroc : comparison.aurocs()) {
            aurocs.addObject()
                    .put("score", auroc.score())
                    .put("published", number(auroc.published()))
                    .put("low", number(auroc.low()))
                    .put("high", number(auroc.high()))
                    .put("repeated", number(auroc.repeated()))
                    .put("within", auroc.isWithin());
        }
        ArrayNode files = root.putArray("files");
        for (FileDifference file : comparison.files()) {
            ObjectNode node = files.addObject();
            node.put("file", file.file()).put("fields", file.fields()).put("added", file.added());
            put(node.putArray("numbers"), file.numbers());
            put(node.putArray("others"), file.others());
        }
        ArrayNode versions = root.putArray("versions");
        comparison
                .versions()
                .forEach(each ->
                        versions.addObject()
                                .put("what", each.what())
                                .put("published", each.published())
                                .put("repeated", each.repeated()));
        return root.toPrettyString() + "\n";
    }

    private static void put(ArrayNode list, List<FileDifference.Changed> changes) {
        for (FileDifference.Changed changed : changes) {
            list.addObject()
                    .put("place", changed.place())
                    .put("published", changed.published())
                    .put("repeated", changed.repeated());
        }
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
