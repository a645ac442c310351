package dev.candor.app.export;

import java.util.SortedSet;
import java.util.stream.Collectors;

/// Rows for people: the first of many.
public final class RowList {
    private static final int MOST = 8;

    private RowList() {}

    /// `3, 17, 40`, or the first eight `and 12 more`.
    public static String of(SortedSet<Long> rows) {
        String first =
                rows.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
        return rows.size() <= MOST ? first : first + " and " + (rows.size() - MOST) + " more";
    }
}
