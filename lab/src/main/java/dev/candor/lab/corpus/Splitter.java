package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
        Map<String, String> keyOfText = new HashMap<>();
        Map<String, List<String>> textsOfOwnId = new LinkedHashMap<>();
        Map<String, List<String>> textsOfGroup = new LinkedHashMap<>();
        for (Question question : questions) {
            String text = QuestionText.normalise(question.text());
            keyOfText.put(text, text);
            textsOfOwnId.computeIfAbsent(ownId(question), id -> new ArrayList<>()).add(text);
            for (String group : question.groups()) {
                textsOfGroup.computeIfAbsent(group, name -> new ArrayList<>()).add(text);
            }
        }
        textsOfOwnId.values().forEach(texts -> join(texts, keyOfText));
        textsOfGroup.values().forEach(texts -> join(texts, keyOfText));
        Map<String, Split> splits = new LinkedHashMap<>();
        for (Question question : questions) {
            String text = QuestionText.normalise(question.text());
            splits.put(question.id(), splitOfKey(root(text, keyOfText)));
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

    /// The smallest text speaks for all that are joined, whatever the order they came in.
    private static void join(List<String> texts, Map<String, String> parents) {
        String first = texts.getFirst();
        for (String other : texts) {
            String a = root(first, parents);
            String b = root(other, parents);
            if (a.compareTo(b) < 0) {
                parents.put(b, a);
            } else {
                parents.put(a, b);
            }
        }
    }

    private static String root(String text, Map<String, String> parents) {
        String at = text;
        String up = parents.getOrDefault(at, at);
        while (!up.equals(at)) {
            at = up;
            up = parents.getOrDefault(at, at);
        }
        return at;
    }

    /// What follows the source in an id.
    private static String ownId(Question question) {
        String prefix = question.source() + "#";
        String id = question.id();
        return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    }
}
