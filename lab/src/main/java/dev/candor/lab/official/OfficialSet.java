package dev.candor.lab.official;

import dev.candor.lab.answer.Verdict;
import dev.candor.lab.official.Alignment.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows of one file under the labels of another: what both together give, and what they do not.
///
/// @param answers labelled answers with a place, in the order of the ids, correct ones first
/// @param rows in the file
/// @param aligned of them, rows whose answer has a place
/// @param again of those, rows where the run of answer tokens comes more than once
/// @param unlabelled rows that no label names
/// @param notAligned rows without a place, by reason
/// @param notMatched ids without a labelled answer, by reason
public record OfficialSet(
        List<OfficialAnswer> answers,
        int rows,
        int aligned,
        int again,
        int unlabelled,
        Map<Reason, Integer> notAligned,
        Map<Reason, Integer> notMatched) {
    public OfficialSet {
        answers = List.copyOf(answers);
        notAligned = Map.copyOf(notAligned);
        notMatched = Map.copyOf(notMatched);
    }

    public static OfficialSet of(List<OfficialRow> rows, OfficialIds ids) {
        Map<String, OfficialRow> byId = new HashMap<>();
        Map<String, Alignment> alignments = new HashMap<>();
        Map<Reason, Integer> notAligned = new EnumMap<>(Reason.class);
        int aligned = 0;
        int again = 0;
        for (OfficialRow row : rows) {
            Alignment alignment =
                    byId.putIfAbsent(row.qid(), row) == null
                            ? Alignment.of(row)
                            : new Alignment.None(Reason.REPEATED_ROW);
            alignments.putIfAbsent(row.qid(), alignment);
            switch (alignment) {
                case Alignment.Found found -> {
                    aligned++;
                    again += found.again() ? 1 : 0;
                }
                case Alignment.None none -> notAligned.merge(none.reason(), 1, Integer::sum);
            }
        }
        Map<Reason, Integer> notMatched = new EnumMap<>(Reason.class);
        List<OfficialAnswer> answers = new ArrayList<>();
        Set<String> correct = new HashSet<>(ids.correct());
        Set<String> wrong = new HashSet<>(ids.wrong());
        Set<String> seen = new HashSet<>();
        for (Verdict verdict : List.of(Verdict.CORRECT, Verdict.WRONG)) {
            for (String id : verdict == Verdict.CORRECT ? ids.correct() : ids.wrong()) {
                OfficialRow row = byId.get(id);
                Alignment alignment = alignments.get(id);
                if (correct.contains(id) && wrong.contains(id)) {
                    notMatched.merge(Reason.TWO_LABELS, 1, Integer::sum);
                } else if (!seen.add(id)) {
                    notMatched.merge(Reason.REPEATED_ID, 1, Integer::sum);
                } else if (row == null || alignment == null) {
                    notMatched.merge(Reason.NO_ROW, 1, Integer::sum);
                } else {
                    switch (alignment) {
                        case Alignment.Found found ->
                                answers.add(new OfficialAnswer(row, verdict, found.place()));
                        case Alignment.None none ->
                                notMatched.merge(none.reason(), 1, Integer::sum);
                    }
                }
            }
        }
        int unlabelled = 0;
        for (String id : byId.keySet()) {
            unlabelled += correct.contains(id) || wrong.contains(id) ? 0 : 1;
        }
        return new OfficialSet(
                answers, rows.size(), aligned, again, unlabelled, notAligned, notMatched);
    }

    /// Labelled answers of a verdict.
    public int count(Verdict verdict) {
        return (int) answers.stream().filter(answer -> answer.verdict() == verdict).count();
    }
}
