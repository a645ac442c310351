package dev.candor.app.comply;

import dev.candor.lab.report.RetentionReport;
import dev.candor.lab.report.ValidateReport.ChoiceItem;
import dev.candor.lab.report.ValidateReport.ChoicesCompared;
import dev.candor.lab.report.ValidateReport.TextCompared;
import dev.candor.lab.retention.ChoiceQuestion;
import dev.candor.lab.retention.LetterChoice;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.RetentionOutcome;
import dev.candor.lab.retention.Selection;
import dev.candor.lab.statistics.Paired;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Perplexity and multiple choice of two models, from the log that both wrote to.
///
/// @param log of both
/// @param seed of resamples
record KeptComparison(RetentionLog log, long seed) {
    /// @param text null if there is none
    /// @return null then
    @Nullable TextCompared text(RetentionReport.@Nullable Text text) {
        if (text == null) {
            return null;
        }
        return new TextCompared(
                text,
                perplexity(Side.ORIGINAL),
                perplexity(Side.EDITED),
                Objects.requireNonNull(log.ratio(Side.EDITED.setting(), Selection.ALL, seed)));
    }

    private Retention.Perplexity perplexity(Side side) {
        return Objects.requireNonNull(
                log.retention(side.setting(), Selection.ALL).perplexity(), side.setting());
    }

    /// @param choices null if there are none
    /// @return null then
    @Nullable ChoicesCompared choices(RetentionReport.@Nullable Choices choices) {
        if (choices == null) {
            return null;
        }
        SortedMap<String, LetterChoice> before = letters(Side.ORIGINAL);
        Map<String, LetterChoice> after = letters(Side.EDITED);
        List<String> ids = List.copyOf(before.keySet());
        double[] own = new double[ids.size()];
        double[] then = new double[ids.size()];
        List<ChoiceItem> items = new ArrayList<>();
        int unscored = 0;
        for (int i = 0; i < own.length; i++) {
            LetterChoice from = Objects.requireNonNull(before.get(ids.get(i)));
            LetterChoice to = Objects.requireNonNull(after.get(ids.get(i)), ids.get(i));
            boolean scored = from.scored() && to.scored();
            unscored += scored ? 0 : 1;
            own[i] = scored ? right(from) : Double.NaN;
            then[i] = scored ? right(to) : Double.NaN;
            items.add(
                    new ChoiceItem(
                            ids.get(i),
                            letter(from.right()),
                            letter(from.chosen()),
                            letter(to.chosen())));
        }
        return new ChoicesCompared(
                choices, new Paired(own, then, ids).shift(seed), unscored, items);
    }

    /// By item, sorted: a resumed run draws the same resamples.
    private SortedMap<String, LetterChoice> letters(Side side) {
        SortedMap<String, LetterChoice> letters = new TreeMap<>();
        for (RetentionOutcome outcome : log.outcomes()) {
            if (outcome instanceof LetterChoice letter && letter.setting().equals(side.setting())) {
                letters.put(letter.item(), letter);
            }
        }
        return letters;
    }

    private static double right(LetterChoice choice) {
        return choice.chosen() == choice.right() ? 1 : 0;
    }

    private static String letter(int number) {
        return number < 0 ? "" : ChoiceQuestion.LETTERS.get(number);
    }
}
