package dev.candor.app.server;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.guard.monitor.Monitor;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;

/// The bundled model with its probe, ready to be served.
record Atlas(LoadedModel loaded, ServedModel served) implements AutoCloseable {
    static Atlas open() throws IOException {
        Bundle bundle = Bundle.own();
        LoadedModel loaded =
                LoadedModel.open(
                        ModelSource.named("bundled:instruct", false, () -> bundle), 2, _ -> {});
        Monitor monitor = new Monitor(ProbeFile.read(bundle.probeFile()), loaded.session());
        ServedModel served =
                new ServedModel(
                        loaded.model().config().name(),
                        true,
                        loaded.model().file().sha256(),
                        loaded,
                        monitor,
                        1,
                        null);
        return new Atlas(loaded, served);
    }

    @Override
    public void close() {
        loaded.close();
    }
}
