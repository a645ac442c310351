package dev.candor.lab.probe;

import dev.candor.lab.store.FileFields;
import tools.jackson.databind.node.ObjectNode;

/// The `provenance` of a file.
public final class ProvenanceJson {
    private ProvenanceJson() {}

    /// All but the model, which has an object of its own.
    public static void write(Provenance from, ObjectNode into) {
        ObjectNode data = into.putObject("data");
        from.dataSha256().forEach(data::put);
        into.put("seed", from.seed());
        into.put("candor", from.candorVersion());
        into.put("java", from.javaVersion());
        ObjectNode settings = into.putObject("settings");
        from.settings().forEach(settings::put);
    }

    /// @param model with its `name` and `sha256`
    /// @throws dev.candor.lab.store.MalformedFileException naming place, found and expected
    public static Provenance read(FileFields model, FileFields provenance) {
        FileFields data = provenance.object("data");
        data.object().propertyNames().forEach(data::sha256);
        return new Provenance(
                model.string("name"),
                model.sha256("sha256"),
                provenance.strings("data"),
                provenance.integer("seed"),
                provenance.string("candor"),
                provenance.string("java"),
                provenance.strings("settings"));
    }
}
