package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds `candor`, the script that users start.
final class Launcher {
    private Launcher() {}

    /// In the checkout that we run from, whose `.candor` folder holds our jar.
    static Path here() {
        try {
            Path jar =
                    Path.of(
                            Launcher.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path folder = jar.getParent(); folder != null; folder = folder.getParent()) {
                Path launcher = folder.resolve("candor");
                if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
                    return launcher;
                }
            }
            throw new CommandFailure(
                    ExitCode.INPUT_REFUSED,
                    "no launcher 'candor' above " + jar + "; name one with --launcher");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar has an address", e);
        }
    }
}
