package dev.candor.guard.review;

import dev.candor.lab.corpus.Instruction;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes what people stand behind as a question file: one line a question, in the order in which
/// the questions first came into the queue.
///
/// Questions that the corpus takes for one are one line, with every accepted answer, under the id
/// of their first item, decided or not: so a question keeps its place and its id whatever is
/// decided later. It reads page by page, so that a slow reader of the file keeps no connection.
final class QuestionExport {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// By the first items of questions, which the index finds; to group them would read the whole
    /// table for each page.
    private static final String FIRSTS =
            """
            select seq, id, question, question_key from item as one
            where seq > :after
                and not exists (select 1 from item as earlier
                    where earlier.question_key = one.question_key and earlier.seq < one.seq)
                and exists (select 1 from item as accepted
                    where accepted.question_key = one.question_key
                        and accepted.state in ('approved', 'corrected'))
            order by seq limit :limit
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

    /// The first item of a question.
    private record First(long seq, String id, String question, String key) {}

    private record Answer(String key, @Nullable String text) {}

    private record Line(String id, String question, List<String> answers) {}

    void writeTo(Writer out) throws IOException {
        List<First> page = page(0);
        while (!page.isEmpty()) {
            for (Line line : lines(page)) {
                out.write(JSON.writeValueAsString(line));
                out.write('\n');
            }
            page = page(page.getLast().seq);
        }
        out.flush();
    }

    private List<First> page(long after) {
        return database.read(db ->
                db.createQuery(FIRSTS)
                        .bind("after", after)
                        .bind("limit", pageSize)
                        .map((row, context) ->
                                new First(
                                        row.getLong("seq"),
                                        row.getString("id"),
                                        row.getString("question"),
                                        row.getString("question_key")))
                        .list());
    }

    private List<Line> lines(List<First> page) {
        Map<String, Set<String>> answers = database.read(db -> answers(db, page));
        return page.stream()
                .map(first ->
                        new Line(
                                first.id,
                                Instruction.stripFrom(first.question),
                                List.copyOf(answers.getOrDefault(first.key, Set.of()))))
                .filter(line -> !line.question.isEmpty() && !line.answers.isEmpty())
                .toList();
    }

    /// By question; none that is blank.
    private static Map<String, Set<String>> answers(Handle db, List<First> page) {
        Map<String, Set<String>> answers = new HashMap<>();
        List<Answer> all =
                db.createQuery(ITEMS)
                        .bindList("keys", page.stream().map(First::key).toList())
                        .map((row, context) ->
                                new Answer(
                                        row.getString("question_key"), Items.item(row).accepted()))
                        .list();
        for (Answer each : all) {
            if (each.text != null && !each.text.isBlank()) {
                answers.computeIfAbsent(each.key, _ -> new LinkedHashSet<>())
                        .add(each.text.strip());
            }
        }
        return answers;
    }
}
