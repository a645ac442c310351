package dev.candor.app.demo;

import dev.candor.app.ask.AskOptions;
import dev.candor.app.ask.Asked;
import dev.candor.app.ask.Asker;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.guard.monitor.Risk;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.report.DialExample;
import java.util.ArrayList;
import java.util.List;

/// Has the model reply to conversations, greedily, while a probe's H-neurons are turned.
final class Dial {
    /// Silenced, as it is, three times as loud.
    static final List<Float> FACTORS = List.of(0f, 1f, 3f);

    private static final double EVEN_PRIOR = 0.5;

    private final Probe probe;
    private final Prompter prompter;
    private final Asker asker;
    private final int maxTokens;

    /// @param maxTokens longest reply
    Dial(LoadedModel loaded, Probe probe, Prompter prompter, int maxTokens) {
        this.probe = probe;
        this.prompter = prompter;
        this.asker = new Asker(loaded, probe, prompter);
        this.maxTokens = maxTokens;
    }

    List<DialExample> turn(List<Example> examples, Progress progress) {
        List<DialExample> turned = new ArrayList<>();
        try (Progress.Stage stage = progress.stage("turn the dial", examples.size())) {
            for (Example example : examples) {
                turned.add(turn(example));
                stage.step(turned.size());
            }
        }
        return turned;
    }

    private DialExample turn(Example example) {
        List<DialExample.Reply> replies = new ArrayList<>();
        double risk = Double.NaN;
        boolean flagged = false;
        for (float alpha : FACTORS) {
            Asked asked = ask(example, alpha);
            replies.add(reply(alpha, asked.generation()));
            if (alpha == 1 && asked.risk() instanceof Risk.Scored scored) {
                risk = probe.risk(scored.score(), EVEN_PRIOR);
                flagged = scored.above();
            }
        }
        return new DialExample(
                example.title(), example.turns(), example.note(), replies, risk, flagged);
    }

    private Asked ask(Example example, float alpha) {
        List<ChatMessage> turns =
                example.turns().stream()
                        .map(turn -> new ChatMessage(turn.role(), turn.text()))
                        .toList();
        String question = example.turns().getLast().text();
        return asker.ask(
                prompter.prompt(turns),
                new AskOptions(question, alpha, maxTokens, 0, 0, 0, 1),
                token -> {});
    }

    private static DialExample.Reply reply(float alpha, Generation generation) {
        boolean cut =
                switch (generation.end()) {
                    case END_TOKEN, STOP_TEXT -> false;
                    case MAX_TOKENS, CONTEXT -> true;
                };
        return new DialExample.Reply(alpha, generation.text(), cut);
    }
}
