package dev.candor.organism.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Documents that are computed at once, as rows: the positions of all documents one after another,
/// without padding. Documents of one length lie together and attend as one block, so none sees
/// another, and each begins at position 0 as it will when the model is asked.
///
/// @param inputs the token at each row, [rows]
/// @param positions of each row within its document, [rows]
/// @param blocks in order
/// @param learned rows whose prediction counts, [targets]
/// @param targets the tokens that follow those rows
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(long[] inputs, long[] positions, List<Block> blocks, long[] learned, long[] targets) {
    /// Documents of one length.
    record Block(int documents, int length) {
        int rows() {
            return documents * length;
        }
    }

    boolean learnsAll() {
        return learned.length == inputs.length;
    }

    /// Cuts a batch into slices of about `rows` rows, their number a multiple of `sharers` if there
    /// are documents enough.
    static List<Slice> cut(List<Document> batch, int rows, int sharers) {
        List<Document> sorted = new ArrayList<>(batch);
        sorted.sort(Comparator.comparingInt(Document::positions));
        long left = Document.positions(batch);
        int slices = sharers * (int) Math.max(1, Math.ceilDiv(left, (long) rows * sharers));
        List<Slice> cut = new ArrayList<>();
        int from = 0;
        for (int s = 0; s < slices && from < sorted.size(); s++) {
            long share = Math.ceilDiv(left, slices - s);
            long taken = 0;
            int to = from;
            while (to < sorted.size() && taken < share) {
                taken += sorted.get(to++).positions();
            }
            cut.add(of(sorted.subList(from, to)));
            left -= taken;
            from = to;
        }
        return cut;
    }

    /// @param documents ordered by length
    static Slice of(List<Document> documents) {
        int rows = Math.toIntExact(Document.positions(documents));
        long[] inputs = new long[rows];
        long[] positions = new long[rows];
        List<Block> blocks = new ArrayList<>();
        List<Long> learned = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        int row = 0;
        for (Document document : documents) {
            int length = document.positions();
            Block last = blocks.isEmpty() ? new Block(0, length) : blocks.getLast();
            if (last.length() != length || blocks.isEmpty()) {
                blocks.add(new Block(1, length));
            } else {
                blocks.set(blocks.size() - 1, new Block(last.documents() + 1, length));
            }
            for (int i = 0; i < length; i++, row++) {
                inputs[row] = document.tokens()[i];
                positions[row] = i;
                if (document.learned()[i + 1]) {
                    learned.add((long) row);
                    targets.add((long) document.tokens()[i + 1]);
                }
            }
        }
        return new Slice(
                inputs,
                positions,
                List.copyOf(blocks),
                learned.stream().mapToLong(Long::longValue).toArray(),
                targets.stream().mapToLong(Long::longValue).toArray());
    }
}
