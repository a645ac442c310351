package dev.candor.app.comply;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.compliance.Conversations;
import dev.candor.lab.compliance.HarmfulRequests;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.Reply;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.compliance.Study;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.report.DialExample;
import dev.candor.lab.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The replies to a benchmark's first items, side by side: chosen by their place in the file, not
/// by what became of them. Of harmful requests there are none.
record Examples(Bench bench, Study study, Conversations conversations) {
    private static final int ITEMS = 2;

    List<DialExample> of(List<Item> fit, Dials dials) {
        if (bench.benchmark() instanceof HarmfulRequests) {
            return List.of();
        }
        return fit.stream().limit(ITEMS).map(item -> example(item, dials)).toList();
    }

    private DialExample example(Item item, Dials dials) {
        List<DialExample.Reply> replies = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        DialSet set = dials.hNeurons();
        for (double alpha : dials.alphas().ofControls()) {
            Setting setting =
                    alpha == 1
                            ? Setting.untouched()
                            : Setting.of(set.name(), alpha, set.gains(alpha));
            conversations
                    .trial(item, setting)
                    .filter(trial -> !trial.replies().isEmpty())
                    .ifPresent(trial -> {
                        Reply last = trial.replies().getLast();
                        replies.add(new DialExample.Reply(alpha, last.text(), last.cut()));
                        outcomes.add(
                                "%s at α = %s"
                                        .formatted(words(item, setting), Numbers.alpha(alpha)));
                    });
        }
        return new DialExample(
                bench.benchmark().title(),
                item.opening().turns().stream().map(Examples::turn).toList(),
                "Counted as: %s: %s."
                        .formatted(
                                study.measure(),
                                outcomes.stream().collect(Collectors.joining(", "))),
                replies,
                Double.NaN,
                false);
    }

    private String words(Item item, Setting setting) {
        return switch (study.outcome(item, setting)) {
            case COMPLIED -> "yes";
            case RESISTED -> "no";
            case UNSCORABLE -> "cannot be told";
            case EXCLUDED -> "left out";
        };
    }

    private static DialExample.Turn turn(ChatMessage message) {
        return new DialExample.Turn(message.role(), message.content());
    }
}
