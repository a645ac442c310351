package dev.candor.guard.review;

import dev.candor.lab.corpus.Instruction;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/// Writes what people stand behind as a question file: one line a question, in the order in which
/// the questions first came into the queue.
///
/// Questions that the corpus takes for one are one line, with every accepted answer. It reads page
/// by page, so that a slow reader of the file keeps no connection.
final class QuestionExport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String KEYS =
            """
            select question_key, min(seq) as first from item
            where state in ('approved', 'corrected')
            group by question_key having min(seq) > :after order by first limit :limit
            """;

    private static final String ITEMS =
            """
            select * from item where state in ('approved', 'corrected') and question_key in (<keys>)
            order by seq
            """;

    private final Database database;
    private final int pageSize;

    /// @param pageSize questions read at once
    QuestionExport(Database database, int pageSize) {
        this.database = database;
        this.pageSize = pageSize;
    }

    /// @param first number of the question's first item
    private record Key(String key, long first) {}

    /// @param id of its first item
    private record Line(String id, String question, List<String> answers) {}

    void writeTo(Writer out) throws IOException {
        List<Key> keys = keys(0);
        while (!keys.isEmpty()) {
            for (Line line : lines(keys)) {
                out.write(JSON.writeValueAsString(line));
                out.write('\n');
            }
            keys = keys(keys.getLast().first);
        }
        out.flush();
    }

    private List<Key> keys(long after) {
        return database.read(db ->
                db.createQuery(KEYS)
                        .bind("after", after)
                        .bind("limit", pageSize)
                        .map((row, context) ->
                                new Key(row.getString("question_key"), row.getLong("first")))
                        .list());
    }

    private List<Line> lines(List<Key> keys) {
        Map<String, List<Item>> byKey = new LinkedHashMap<>();
        keys.forEach(key -> byKey.put(key.key, new ArrayList<>()));
        database.read(db -> accepted(db, byKey));
        return byKey.values().stream()
                .map(QuestionExport::line)
                .filter(line -> !line.question.isEmpty() && !line.answers.isEmpty())
                .toList();
    }

    private static Map<String, List<Item>> accepted(Handle db, Map<String, List<Item>> byKey) {
        db.createQuery(ITEMS)
                .bindList("keys", byKey.keySet())
                .map((row, context) ->
                        byKey.getOrDefault(row.getString("question_key"), new ArrayList<>())
                                .add(Items.item(row)))
                .list();
        return byKey;
    }

    private static Line line(List<Item> items) {
        Set<String> answers = new LinkedHashSet<>();
        for (Item item : items) {
            String accepted = item.accepted();
            if (accepted != null && !accepted.isBlank()) {
                answers.add(accepted.strip());
            }
        }
        Item first = items.getFirst();
        return new Line(
                first.id(),
                Instruction.stripFrom(first.answered().question()),
                List.copyOf(answers));
    }
}
