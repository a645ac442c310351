package dev.candor.app.comply;

import dev.candor.engine.neuron.Gains;
import dev.candor.lab.compliance.Setting;

/// One of two models that are held against each other, and the name its records have in the logs.
/// Neither is dialled: the edit is in the weights.
enum Side {
    /// As runs under a dial call a model that nothing is changed about: whatever is to be asked of
    /// the untouched model beforehand is asked of this one.
    ORIGINAL("original", Setting.untouched().name()),
    EDITED("edited", "edited");

    private final String label;
    private final String setting;

    Side(String label, String setting) {
        this.label = label;
        this.setting = setting;
    }

    String label() {
        return label;
    }

    /// Its name in the logs.
    String setting() {
        return setting;
    }

    /// For benchmarks.
    Setting asked() {
        return new Setting(setting, Gains.NONE);
    }

    /// For abilities.
    dev.candor.lab.retention.Setting measured() {
        return new dev.candor.lab.retention.Setting(setting, Gains.NONE);
    }
}
