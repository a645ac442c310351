package dev.candor.lab.answer;

import dev.candor.lab.corpus.QuestionFileException;
import dev.candor.lab.corpus.StoredVerdict;
import dev.candor.lab.corpus.StoredVerdicts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// How far a judge agrees with the verdicts that files carry.
///
/// @param name file name, or `all`
/// @param responses responses judged
/// @param counts stored verdict → our verdict → responses; all nine are present
/// @param agreement share with the same verdict
/// @param kappa Cohen's κ over the three verdicts: (p_o − p_e) / (1 − p_e); NaN where chance alone
///   gives full agreement
public record JudgeAgreement(
        String name,
        long responses,
        Map<Verdict, Map<Verdict, Long>> counts,
        double agreement,
        double kappa) {
    /// Replies that the judge is told of before it judges the first of them.
    private static final int AHEAD = 256;

    /// Which responses of a file are judged: as many as `limit`, drawn by `seed`.
    public record Sample(int limit, long seed) {
        public static final Sample ALL = new Sample(Integer.MAX_VALUE, 0);

        private List<StoredVerdict> of(List<StoredVerdict> all) {
            if (all.size() <= limit) {
                return all;
            }
            List<StoredVerdict> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, new Random(seed));
            return shuffled.subList(0, limit);
        }
    }

    /// Agreement file by file, and over all of them when there are several.
    ///
    /// @param sample of each file
    public static List<JudgeAgreement> ofFiles(List<Path> files, Sample sample, Judge judge) {
        List<JudgeAgreement> results = new ArrayList<>();
        Map<Verdict, Map<Verdict, Long>> all = empty();
        for (Path file : files) {
            Map<Verdict, Map<Verdict, Long>> counts = empty();
            List<StoredVerdict> taken = sample.of(StoredVerdicts.read(file));
            for (int i = 0; i < taken.size(); i++) {
                if (i % AHEAD == 0) {
                    taken.subList(i, Math.min(taken.size(), i + AHEAD))
                            .forEach(soon -> judge.expect(soon.question(), soon.response()));
                }
                StoredVerdict stored = taken.get(i);
                Verdict theirs = verdict(stored.verdict(), file);
                Verdict ours = judge.judge(stored.question(), stored.response());
                row(counts, theirs).merge(ours, 1L, Long::sum);
                row(all, theirs).merge(ours, 1L, Long::sum);
            }
            results.add(of(String.valueOf(file.getFileName()), counts));
        }
        if (files.size() > 1) {
            results.add(of("all", all));
        }
        return results;
    }

    /// @param counts stored verdict → our verdict → responses
    static JudgeAgreement of(String name, Map<Verdict, Map<Verdict, Long>> counts) {
        long n = 0;
        long same = 0;
        double byChance = 0;
        for (Verdict theirs : Verdict.values()) {
            long stored = 0;
            long given = 0;
            for (Verdict other : Verdict.values()) {
                stored += count(counts, theirs, other);
                given += count(counts, other, theirs);
            }
            n += stored;
            same += count(counts, theirs, theirs);
            byChance += (double) stored * given;
        }
        double observed = (double) same / n;
        double expected = byChance / ((double) n * n);
        return new JudgeAgreement(
                name, n, counts, observed, (observed - expected) / (1 - expected));
    }

    private static Verdict verdict(String word, Path file) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "true", "correct" -> Verdict.CORRECT;
            case "false", "wrong", "incorrect" -> Verdict.WRONG;
            case "uncertain", "unclear", "" -> Verdict.UNCLEAR;
            default ->
                    throw new QuestionFileException(
                            file,
                            "found the verdict '" + word + "', expected true, false or uncertain");
        };
    }

    private static Map<Verdict, Map<Verdict, Long>> empty() {
        Map<Verdict, Map<Verdict, Long>> counts = new EnumMap<>(Verdict.class);
        for (Verdict theirs : Verdict.values()) {
            Map<Verdict, Long> row = new EnumMap<>(Verdict.class);
            for (Verdict ours : Verdict.values()) {
                row.put(ours, 0L);
            }
            counts.put(theirs, row);
        }
        return counts;
    }

    private static Map<Verdict, Long> row(Map<Verdict, Map<Verdict, Long>> counts, Verdict theirs) {
        return counts.computeIfAbsent(theirs, v -> new EnumMap<>(Verdict.class));
    }

    private static long count(
            Map<Verdict, Map<Verdict, Long>> counts, Verdict theirs, Verdict ours) {
        return counts.getOrDefault(theirs, Map.of()).getOrDefault(ours, 0L);
    }
}
