package dev.candor.guard.review;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Counts decisions.
final class Counting {
    private static final String SQL =
            "select reason, state, week, topics, count(*) as n from item"
                    + " group by reason, state, week, topics";

    private Counting() {}

    private record Group(Reason reason, State state, String week, List<String> topics, int n) {}

    static Stats stats(Handle db) {
        int pending = 0;
        Rates all = Rates.none();
        SortedMap<String, Rates> topics = new TreeMap<>();
        SortedMap<String, Rates> weeks = new TreeMap<>();
        for (Group group : groups(db)) {
            Rate rate =
                    switch (group.state) {
                        case PENDING -> Rate.NONE;
                        case APPROVED -> new Rate(0, group.n);
                        case CORRECTED, REJECTED -> new Rate(group.n, group.n);
                    };
            if (rate.of() == 0) {
                pending += group.n;
                continue;
            }
            all = all.plus(group.reason, rate);
            add(weeks, group.week, group.reason, rate);
            group.topics.forEach(topic -> add(topics, topic, group.reason, rate));
        }
        return new Stats(pending, all, topics, weeks);
    }

    private static void add(SortedMap<String, Rates> to, String name, Reason reason, Rate rate) {
        to.put(name, to.getOrDefault(name, Rates.none()).plus(reason, rate));
    }

    private static List<Group> groups(Handle db) {
        return db.createQuery(SQL)
                .map((row, context) ->
                        new Group(
                                Reason.of(row.getString("reason")),
                                State.of(row.getString("state")),
                                row.getString("week"),
                                Columns.topics(row.getString("topics")),
                                row.getInt("n")))
                .list();
    }
}
