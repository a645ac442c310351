package dev.candor.bench;

import dev.candor.app.find.LoadedModel;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.corpus.Fact;
import dev.candor.lab.corpus.FactsCorpus;
import java.util.List;

/// Questions of our own, from all of our tables.
final class ExportPrompts {
    private ExportPrompts() {}

    static List<String> questions(int count) {
        return FactsCorpus.some(count).stream().map(Fact::question).toList();
    }

    /// With the chat template if there is one, else after a few examples.
    static Prompter prompter(LoadedModel model) {
        return model.prompter(model.template() == null ? PromptStyle.FEW_SHOT : PromptStyle.CHAT);
    }
}
