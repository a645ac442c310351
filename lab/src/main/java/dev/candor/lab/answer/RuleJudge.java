package dev.candor.lab.answer;

import dev.candor.lab.answer.AliasMatcher.Match;
import dev.candor.lab.corpus.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges a reply by looking for an accepted answer in it, on word boundaries after normalisation.
///
/// - `CORRECT`: an accepted answer stands in the reply; further words do not matter.
/// - `UNCLEAR`: the reply is empty, declines ([Declines]), or offers the answer beside another one
///   ("Paris or Lyon").
/// - `WRONG`: anything else, a denied answer ("not Paris") included.
///
/// A question that nobody can answer turns this round: declining is `CORRECT`, and so is saying
/// that there is no such thing; an answer is `WRONG`.
///
/// An answer that the question itself names ("Which is larger, Asia or Africa?") counts only in the
/// answering part of the reply, not where the reply repeats the question.
public final class RuleJudge implements Judge {
    private static final Set<String> DENIALS = Set.of("not", "isnt", "wasnt", "arent", "werent");

    @Override
    public Verdict judge(Question question, String reply) {
        return settled(question, reply).orElseGet(() -> match(question, reply, Words.of(reply)));
    }

    /// The verdict where no answer has to be looked for: an empty reply, one that declines, a
    /// question that nobody can answer.
    static Optional<Verdict> settled(Question question, String reply) {
        List<Word> words = Words.of(reply);
        if (words.isEmpty()) {
            return Optional.of(Verdict.UNCLEAR);
        }
        boolean declines = Declines.declines(reply);
        if (question.isUnanswerable()) {
            return Optional.of(
                    declines || Declines.deniesExistence(reply) ? Verdict.CORRECT : Verdict.WRONG);
        }
        return declines && !isTitle(question, reply, words)
                ? Optional.of(Verdict.UNCLEAR)
                : Optional.empty();
    }

    private static Verdict match(Question question, String reply, List<Word> words) {
        List<Word> asked = Words.of(question.text());
        Optional<List<Word>> answering = Optional.empty();
        boolean beside = false;
        for (String alias : question.aliases()) {
            List<Word> searched = words;
            if (AliasMatcher.find(asked, alias).isPresent()) {
                answering = answering.or(() -> Optional.of(answering(question, reply)));
                searched = answering.orElse(words);
            }
            Optional<Match> match = AliasMatcher.find(searched, alias);
            if (match.isPresent() && !isDenied(searched, match.get())) {
                if (!isBesideAnother(searched, match.get(), question.aliases())) {
                    return Verdict.CORRECT;
                }
                beside = true;
            }
        }
        return beside ? Verdict.UNCLEAR : Verdict.WRONG;
    }

    private static List<Word> answering(Question question, String reply) {
        return AnswerPart.of(question.text(), reply)
                .map(part -> Words.of(part.of(reply)))
                .orElse(List.of());
    }

    private static boolean isDenied(List<Word> words, Match match) {
        int before = match.from() - 1;
        if (before >= 0 && words.get(before).form().matches("an?|in|on|at|by")) {
            before--;
        }
        return before >= 0 && DENIALS.contains(words.get(before).form());
    }

    /// The reply says "this or that", and only one of the two is accepted.
    private static boolean isBesideAnother(List<Word> words, Match match, List<String> aliases) {
        boolean before = isOr(words, match.from() - 1);
        boolean after = isOr(words, match.to());
        return (before && !accepted(words.subList(0, match.from() - 1), aliases))
                || (after && !accepted(words.subList(match.to() + 1, words.size()), aliases));
    }

    private static boolean isOr(List<Word> words, int at) {
        return at > 0 && at < words.size() - 1 && words.get(at).form().equals("or");
    }

    private static boolean accepted(List<Word> words, List<String> aliases) {
        return aliases.stream().anyMatch(alias -> AliasMatcher.find(words, alias).isPresent());
    }

    /// The reply is the accepted answer and nothing else, so "I don't know" would be its title.
    private static boolean isTitle(Question question, String reply, List<Word> words) {
        return question.aliases().stream()
                        .map(alias -> AliasMatcher.find(words, alias))
                        .flatMap(Optional::stream)
                        .anyMatch(match -> match.to() - match.from() == words.size())
                && match(question, reply, words) == Verdict.CORRECT;
    }
}
