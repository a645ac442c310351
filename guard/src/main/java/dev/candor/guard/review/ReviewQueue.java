package dev.candor.guard.review;

import java.io.IOException;
import java.io.Writer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Answers that wait for a person, and what people decided. For any number of threads, and of
/// processes. What a method returned is on disk.
///
/// All methods throw [ReviewQueueException] if the database fails.
public final class ReviewQueue implements AutoCloseable {
    private static final int ID_BYTES = 16;
    private static final int EXPORT_PAGE = 500;

    /// The log keeps every complaint's text for good, and anybody may complain.
    private static final int MOST_COMPLAINTS = 100;

    private static final int MOST_COMPLAINT_CHARACTERS = 200_000;

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private ReviewQueue(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Opens a queue, and makes its tables if there are none.
    ///
    /// @param url `jdbc:sqlite:PATH` or a path; `postgresql://USER:PASSWORD@HOST/DATABASE`, also
    ///   with `jdbc:` before it and with the driver's parameters
    /// @throws ReviewQueueException if it is not there, damaged, something else's or of a newer
    ///   build
    public static ReviewQueue open(String url, Clock clock) {
        return new ReviewQueue(Database.open(DatabaseUrl.parse(url)), clock);
    }

    /// Keeps an answer, so that somebody can complain about it. Does nothing if the response is
    /// known.
    public void remember(Answered answered) {
        database.write(db -> {
            Responses.add(db, answered);
            return answered;
        });
    }

    /// The answer of a response; null if it is unknown or forgotten.
    public @Nullable Answered answered(String response) {
        return database.<@Nullable Answered>read(db -> Responses.find(db, response));
    }

    /// Forgets the answers given before that. Items stay.
    ///
    /// @return how many
    public int forgetBefore(Instant before) {
        return database.write(db -> Responses.forgetBefore(db, before));
    }

    /// Puts an answer into the queue; one that is there for this reason gets a line in the log.
    public Submitted submit(Submission submission) {
        return database.write(db -> submit(db, submission));
    }

    /// Puts a past answer into the queue because somebody complains about it.
    ///
    /// @return null if the response is unknown, or forgotten and in no item
    /// @throws TooManyComplaintsException if there are 100 about it, or their texts would come to
    ///   more than 200,000 characters
    public @Nullable Submitted complain(String response, String by, @Nullable String note) {
        return database.<@Nullable Submitted>write(db -> {
            Answered answered = Responses.find(db, response);
            if (answered == null) {
                List<Item> items = Items.ofResponse(db, response);
                if (items.isEmpty()) {
                    return null;
                }
                answered = items.getFirst().answered();
            }
            requireRoom(db, response, note);
            return submit(db, new Submission(Reason.COMPLAINT, answered, null, by, note));
        });
    }

    private static void requireRoom(Handle db, String response, @Nullable String note) {
        AuditLog.Size size =
                Items.ofResponse(db, response).stream()
                        .filter(item -> item.reason() == Reason.COMPLAINT)
                        .map(item -> AuditLog.size(db, item.id()))
                        .findFirst()
                        .orElse(AuditLog.Size.NONE);
        int more = note == null ? 0 : note.codePointCount(0, note.length());
        if (size.submissions() >= MOST_COMPLAINTS
                || size.characters() + more > MOST_COMPLAINT_CHARACTERS) {
            throw new TooManyComplaintsException(
                    "of one reply at most %d complaints of %d characters in all are kept"
                            .formatted(MOST_COMPLAINTS, MOST_COMPLAINT_CHARACTERS));
        }
    }

    private Submitted submit(Handle db, Submission submission) {
        String id = newId();
        boolean added = Items.add(db, id, submission);
        Item item =
                Items.ofResponse(db, submission.answered().response()).stream()
                        .filter(found -> found.reason() == submission.reason())
                        .findFirst()
                        .orElseThrow();
        Event event = added ? Event.SUBMITTED : Event.SUBMITTED_AGAIN;
        AuditLog.add(
                db, item.id(), clock.instant(), submission.by(), event, null, submission.note());
        return new Submitted(item, added);
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Pending items, oldest first.
    ///
    /// @param limit at least 1
    /// @param after id of the item to go on after, decided or not; null for the first page
    /// @throws IllegalArgumentException if there is no item of that id
    public Page pending(int limit, @Nullable String after) {
        return items(State.PENDING, limit, after);
    }

    /// Items in some state, as [#pending].
    public Page items(State state, int limit, @Nullable String after) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
        }
        int withNext = limit == Integer.MAX_VALUE ? limit : limit + 1;
        List<Item> found = database.read(db -> Items.page(db, state, withNext, after));
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(found.subList(0, limit), found.get(limit - 1).id());
    }

    /// Null if there is none.
    public @Nullable Item find(String id) {
        return database.<@Nullable Item>read(db -> Items.find(db, id));
    }

    /// The items of a response, oldest first, at most one a reason.
    public List<Item> byResponse(String response) {
        return database.read(db -> Items.ofResponse(db, response));
    }

    /// Decides an item. The first decision stands, whoever else decides at the same time.
    public Outcome decide(String id, Decision decision) {
        return database.write(db -> {
            Instant now = clock.instant();
            if (Items.decide(db, id, decision, now)) {
                Event event = Event.of(decision.kind());
                String who = decision.reviewer();
                AuditLog.add(db, id, now, who, event, decision.answer(), decision.note());
                return new Outcome.Decided(Objects.requireNonNull(Items.find(db, id)));
            }
            Item item = Items.find(db, id);
            if (item == null) {
                return new Outcome.Missing();
            }
            if (Items.isDecidedBy(db, id, decision)) {
                return new Outcome.Repeated(item);
            }
            return lost(db, item, decision, now);
        });
    }

    private static Outcome lost(Handle db, Item item, Decision decision, Instant now) {
        String kind = decision.kind().state().label();
        String note = decision.note() == null ? kind : kind + ": " + decision.note();
        AuditLog.add(
                db, item.id(), now, decision.reviewer(), Event.TOO_LATE, decision.answer(), note);
        return new Outcome.Lost(item);
    }

    /// The audit log's lines about an item, oldest first; none if there is no such item.
    public List<AuditLine> history(String id) {
        return database.read(db -> AuditLog.of(db, id));
    }

    /// How many items wait.
    public int pendingCount() {
        return database.read(Items::pending);
    }

    public Stats stats() {
        return database.read(Counting::stats);
    }

    public void addBenchmark(BenchmarkPoint point) {
        database.write(db -> {
            Benchmarks.add(db, point);
            return point;
        });
    }

    /// All runs of benchmarks, oldest first.
    public List<BenchmarkPoint> benchmarks() {
        return database.read(Benchmarks::all);
    }

    /// Writes what was approved or corrected as a question file, JSON lines, oldest question first.
    public void export(Writer out) throws IOException {
        export(out, EXPORT_PAGE);
    }

    void export(Writer out, int pageSize) throws IOException {
        new QuestionExport(database, pageSize).writeTo(out);
    }

    @Override
    public void close() {
        database.close();
    }
}
