package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Splits questions 60/20/20 by hashing, so that neither order nor number of questions matters.
///
/// The key is the normalised text: the same question lands in the same split whichever file it came
/// from. [#splitAll] also keeps questions with the same own id together (two files that word
/// question `q7` differently), and questions that share a group.
///
/// @param seed another seed, another split
public record Splitter(long seed) {
    private static final double TRAIN_SHARE = 0.6;
    private static final double VALIDATION_SHARE = 0.2;

    /// The split by text alone.
    public Split splitOf(Question question) {
        return splitOfKey(QuestionText.normalise(question.text()));
    }

    /// The split of every question, by id.
    public Map<String, Split> splitAll(Collection<Question> questions) {
        Map<String, List<String>> textsOfOwnId = new LinkedHashMap<>();
        Map<String, List<String>> textsOfGroup = new LinkedHashMap<>();
        for (Question question : questions) {
            String text = QuestionText.normalise(question.text());
            textsOfOwnId.computeIfAbsent(ownId(question), id -> new ArrayList<>()).add(text);
            for (String group : question.groups()) {
                textsOfGroup.computeIfAbsent(group, name -> new ArrayList<>()).add(text);
            }
        }
        Joined joined = new Joined();
        textsOfOwnId.values().forEach(joined::join);
        textsOfGroup.values().forEach(joined::join);
        Map<String, Split> splits = new LinkedHashMap<>();
        for (Question question : questions) {
            String text = QuestionText.normalise(question.text());
            splits.put(question.id(), splitOfKey(joined.of(text)));
        }
        return splits;
    }

    private Split splitOfKey(String key) {
        double u = QuestionText.uniform(seed, key);
        if (u < TRAIN_SHARE) {
            return Split.TRAIN;
        }
        return u < TRAIN_SHARE + VALIDATION_SHARE ? Split.VALIDATION : Split.TEST;
    }

    /// What follows the source in an id.
    private static String ownId(Question question) {
        String prefix = question.source() + "#";
        String id = question.id();
        return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    }
}
