package dev.candor.app.export;

import dev.candor.lab.store.FileFields;
import java.nio.file.Path;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [Verification] as JSON, documented in `docs/formats/export.md`.
public final class VerificationJson {
    public static final String FORMAT = "candor-verify/1";

    private VerificationJson() {}

    /// @param export as it was named
    public static String of(
            Verification found, Path export, Dialling dialling, String modelSha256) {
        ObjectNode root = FileFields.empty();
        root.put("format", FORMAT);
        root.put("export", String.valueOf(export.getFileName()));
        root.put("what", found.what());
        root.put("holds", found.holds());
        ArrayNode problems = root.putArray("problems");
        found.problems().forEach(problems::add);
        root.putObject("model").put("sha256", modelSha256);
        root.putObject("madeFrom").put("kind", dialling.kind()).put("sha256", dialling.sha256());
        if (found.strength() != null) {
            root.put("strength", found.strength());
        }
        ObjectNode changed = root.putObject("changed");
        found.changes()
                .tensors()
                .forEach((tensor, rows) -> rows.forEach(changed.putArray(tensor)::add));
        root.put("prompts", found.prompts()).put("positions", found.positions());
        difference(root.putObject("difference"), found.difference());
        difference(root.putObject("effectOfTheDial"), found.effect());
        difference(root.putObject("rounding"), found.rounding());
        LogitDifference stored = found.stored();
        if (stored != null) {
            difference(root.putObject("stored"), stored);
        }
        root.put("agreed", found.agreed());
        ArrayNode apart = root.putArray("apart");
        for (Verification.Apart each : found.apart()) {
            apart.addObject()
                    .put("prompt", each.prompt())
                    .put("position", each.position())
                    .put("margin", each.margin())
                    .put("largestDifference", each.most())
                    .put("allowed", each.allowed())
                    .put("nearTie", each.isNearTie());
        }
        return FileFields.text(root);
    }

    private static void difference(ObjectNode node, LogitDifference difference) {
        node.put("largest", difference.most()).put("mean", difference.mean());
    }
}
