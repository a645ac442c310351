package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.lab.answer.Prompter;

/// A model that is asked, and how.
///
/// @param prompter puts conversations as its chat template has them
record Subject(LoadedModel loaded, Prompter prompter) {
    /// @param command that needs the model's chat template
    /// @throws dev.candor.engine.format.MalformedModelException if it has none
    static Subject of(LoadedModel loaded, String command) {
        return new Subject(
                loaded,
                Prompter.bare(
                        loaded.tokenizer(),
                        loaded.requireTemplate(command + ", which holds conversations")));
    }

    String sha256() {
        return loaded.model().file().sha256();
    }
}
