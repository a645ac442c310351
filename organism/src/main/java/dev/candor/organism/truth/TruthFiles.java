package dev.candor.organism.truth;

import dev.candor.lab.store.WholeFile;
import dev.candor.organism.release.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `truth.json` and what is made from it.
public final class TruthFiles {
    private TruthFiles() {}

    /// Writes JSON, tables and charts.
    ///
    /// @param folder made if it is not there
    public static void write(Path folder, Truth truth) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve("truth.json"), Json.of(truth));
        WholeFile.write(folder.resolve("truth.md"), TruthText.of(truth));
        WholeFile.write(folder.resolve("truth.html"), TruthPage.of(truth));
        WholeFile.write(folder.resolve("risk.svg"), Charts.risk(truth).alone());
        WholeFile.write(folder.resolve("auroc.svg"), Charts.discrimination(truth).alone());
        WholeFile.write(folder.resolve("recovery.svg"), Charts.recovery(truth).alone());
        WholeFile.write(folder.resolve("dial.svg"), Charts.dial(truth).alone());
    }
}
