package dev.candor.app.comply;

import dev.candor.lab.answer.Seeds;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.corpus.Joined;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionText;
import dev.candor.lab.retention.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Items to tune on, and items to see afterwards what is left. What an item is about decides, by a
/// hash: items of a group, and the same question in two files, are in one half. Pieces of a text
/// and multiple choice say not what they are about.
final class Halves {
    private static final int NUMBER = 1;

    private final long seed;
    private final Joined joined = new Joined();
    private final Map<String, String> aboutKnown = new HashMap<>();

    /// @param seed of the run
    /// @param known questions whose answers are known, which may share a group with items
    Halves(long seed, List<Question> known) {
        this.seed = seed;
        for (Question question : known) {
            // As benchmarks name a question that is in no group.
            String text = QuestionText.hash(question.text());
            List<String> names = new ArrayList<>(question.groups());
            names.add(text);
            joined.join(names);
            aboutKnown.put(question.id(), text);
        }
    }

    private boolean tunes(String about) {
        return (Seeds.of(seed, joined.of(about), NUMBER) & 1) == 0;
    }

    /// Items of one half.
    List<Item> items(List<Item> all, boolean tuning) {
        return all.stream().filter(item -> tunes(item.group()) == tuning).toList();
    }

    /// The same half of the abilities.
    Selection abilities(boolean tuning) {
        return (ability, item) ->
                tunes(
                                switch (ability) {
                                    case KNOWN_QUESTIONS -> aboutKnown.getOrDefault(item, item);
                                    case HELD_OUT_TEXT, MULTIPLE_CHOICE -> ability + " " + item;
                                })
                        == tuning;
    }
}
