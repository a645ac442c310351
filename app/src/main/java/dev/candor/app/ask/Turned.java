package dev.candor.app.ask;

import dev.candor.engine.neuron.Gains;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.probe.Probe;

/// What neurons are turned while a model answers.
public sealed interface Turned {
    /// The H-neurons of the probe, all alike.
    ///
    /// @param alpha factor, 0 or more; 1 leaves them alone
    record Alike(float alpha) implements Turned {}

    /// Those that a file names, each as it says.
    ///
    /// @param name of the file
    /// @param sha256 of the file
    record ByDial(String name, String sha256, Dial dial) implements Turned {}

    default Gains gains(Probe probe) {
        return switch (this) {
            case Alike alike -> Gains.of(probe.hNeurons(), alike.alpha());
            case ByDial file -> file.dial().gains();
        };
    }

    /// Whether any of the neurons that the probe reads is turned.
    default boolean turns(Probe probe) {
        return switch (this) {
            case Alike alike -> alike.alpha() != 1;
            case ByDial file ->
                    file.dial().turned().asList().stream().anyMatch(probe.weighted()::contains);
        };
    }
}
