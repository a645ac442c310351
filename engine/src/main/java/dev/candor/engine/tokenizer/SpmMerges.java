package dev.candor.engine.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns the scores of an SPM vocabulary into ranked merges.
///
/// SentencePiece's BPE joins whichever neighbours form the piece with the best score, the leftmost
/// first. A merge table says the same if it holds every way to cut a piece into two others, ranked
/// by the piece's score.
final class SpmMerges {
    private SpmMerges() {}

    /// @param left id of the left part
    /// @param right id of the right part
    /// @param joined id of the piece they form
    record Merge(int left, int right, int joined) {}

    /// All merges of a vocabulary, best first.
    static List<Merge> of(List<String> tokens, float[] scores) {
        Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        List<Merge> merges = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            String piece = tokens.get(id);
            for (int cut = next(piece, 0); cut < piece.length(); cut = next(piece, cut)) {
                Integer left = ids.get(piece.substring(0, cut));
                Integer right = left == null ? null : ids.get(piece.substring(cut));
                if (left != null && right != null) {
                    merges.add(new Merge(left, right, id));
                }
            }
        }
        merges.sort(
                Comparator.comparingDouble((Merge m) -> -scores[m.joined()])
                        .thenComparingInt(Merge::joined)
                        .thenComparingInt(Merge::left)
                        .thenComparingInt(Merge::right));
        return merges;
    }

    private static int next(String text, int at) {
        return at + Character.charCount(text.codePointAt(at));
    }
}
