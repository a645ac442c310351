package dev.candor.guard.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.statistics.Interval;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a queue does on any database.
abstract class ReviewQueueTest {
    static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String MODEL = "ab".repeat(32);

    @TempDir Path dir;
    ReviewQueue queue;

    /// The URL of this test's database, which is empty at first.
    abstract String url();

    /// A connection that goes around the queue.
    abstract Connection connection() throws SQLException;

    @BeforeEach
    void openQueue() {
        queue = ReviewQueue.open(url(), CLOCK);
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    static Answered answered(String response, String question, String answer) {
        return answered(response, question, answer, NOW, List.of());
    }

    static Answered answered(
            String response, String question, String answer, Instant at, List<String> topics) {
        return new Answered(response, at, question, answer, 0.75, "above", topics, 0.5, MODEL);
    }

    Item submit(Reason reason, Answered answered) {
        return queue.submit(new Submission(reason, answered, "risky", "policy", null)).item();
    }

    Item submit(String response) {
        return submit(Reason.POLICY, answered(response, "Capital of Chile?", "Lima"));
    }

    static Decision approved(String reviewer, @Nullable String key) {
        return new Decision(Decision.Kind.APPROVED, reviewer, null, null, key);
    }

    static Decision rejected(String reviewer, @Nullable String key) {
        return new Decision(Decision.Kind.REJECTED, reviewer, null, null, key);
    }

    static Decision corrected(String reviewer, String answer, @Nullable String key) {
        return new Decision(Decision.Kind.CORRECTED, reviewer, answer, "a note", key);
    }

    Item decided(Reason reason, Answered answered, Decision decision) {
        Item item = submit(reason, answered);
        assertThat(queue.decide(item.id(), decision)).isInstanceOf(Outcome.Decided.class);
        return Objects.requireNonNull(queue.find(item.id()));
    }

    void sql(String statement) throws SQLException {
        try (Connection db = connection();
                Statement open = db.createStatement()) {
            open.execute(statement);
        }
    }

    @Test
    void anItemIsPendingUntilItIsCorrected() {
        Answered answered =
                answered("r1", "Capital of Chile?", "Lima", NOW, List.of("geography", "chile"));
        Submitted submitted =
                queue.submit(
                        new Submission(Reason.POLICY, answered, "risky", "policy", "risk 0.75"));
        Item item = submitted.item();
        assertThat(submitted.added()).isTrue();
        assertThat(item)
                .isEqualTo(
                        new Item(
                                item.id(),
                                Reason.POLICY,
                                "risky",
                                answered,
                                State.PENDING,
                                null,
                                null,
                                null,
                                null));
        assertThat(item.id()).matches("[A-Za-z0-9_-]{22}");
        assertThat(item.accepted()).isNull();
        assertThat(queue.pending(10, null)).isEqualTo(new Page(List.of(item), null));

        Item now =
                new Item(
                        item.id(),
                        Reason.POLICY,
                        "risky",
                        answered,
                        State.CORRECTED,
                        "ann",
                        "Santiago",
                        "a note",
                        NOW);
        assertThat(queue.decide(item.id(), corrected("ann", "Santiago", "k1")))
                .isEqualTo(new Outcome.Decided(now));
        assertThat(queue.find(item.id())).isEqualTo(now);
        assertThat(now.accepted()).isEqualTo("Santiago");
        assertThat(queue.pending(10, null).items()).isEmpty();
        assertThat(queue.items(State.CORRECTED, 10, null).items()).containsExactly(now);
        assertThat(queue.history(item.id()))
                .containsExactly(
                        new AuditLine(item.id(), NOW, "policy", Event.SUBMITTED, null, "risk 0.75"),
                        new AuditLine(
                                item.id(), NOW, "ann", Event.CORRECTED, "Santiago", "a note"));
    }

    @Test
    void anAnswerWithoutScoreHasNoRisk() {
        Answered silent = new Answered("r1", NOW, "q", "a", null, "no-score", List.of(), 1, MODEL);
        assertThat(submit(Reason.POLICY, silent).answered()).isEqualTo(silent);
    }

    @Test
    void whatIsAcceptedIsTheAnswerOrItsCorrection() {
        assertThat(decided(Reason.POLICY, answered("r1", "q", "a"), approved("ann", null)))
                .extracting(Item::state, Item::accepted)
                .containsExactly(State.APPROVED, "a");
        assertThat(decided(Reason.POLICY, answered("r2", "q", "a"), rejected("ann", null)))
                .extracting(Item::state, Item::accepted)
                .containsExactly(State.REJECTED, null);
    }

    @Test
    void submittingTwiceGivesOneItemAndTwoLines() {
        Item first = submit("r1");
        Submitted second =
                queue.submit(
                        new Submission(first.reason(), first.answered(), null, "policy", null));
        assertThat(second).isEqualTo(new Submitted(first, false));
        assertThat(queue.history(first.id()))
                .extracting(AuditLine::event)
                .containsExactly(Event.SUBMITTED, Event.SUBMITTED_AGAIN);
    }

    @Test
    void aDecisionSentAgainWithItsKeyIsTheSameDecision() {
        String id = submit("r1").id();
        Decision decision = corrected("ann", "Santiago", "k1");
        assertThat(queue.decide(id, decision)).isInstanceOf(Outcome.Decided.class);
        assertThat(queue.decide(id, decision))
                .isEqualTo(new Outcome.Repeated(Objects.requireNonNull(queue.find(id))));
        assertThat(queue.history(id)).hasSize(2);
    }

    @Test
    void aDecisionSentAgainWithAnotherNoteIsAnother() {
        String id = submit("r1").id();
        Decision bare = rejected("ann", "k1");
        assertThat(queue.decide(id, bare)).isInstanceOf(Outcome.Decided.class);
        Item standing = Objects.requireNonNull(queue.find(id));
        assertThat(queue.decide(id, bare)).isEqualTo(new Outcome.Repeated(standing));
        Decision noted = new Decision(Decision.Kind.REJECTED, "ann", null, "made up", "k1");
        assertThat(queue.decide(id, noted)).isEqualTo(new Outcome.Lost(standing));
        assertThat(queue.history(id).getLast())
                .isEqualTo(
                        new AuditLine(id, NOW, "ann", Event.TOO_LATE, null, "rejected: made up"));
    }

    @Test
    void aKeyBelongsToOneDecision() {
        String id = submit("r1").id();
        assertThat(queue.decide(id, rejected("ann", "k1"))).isInstanceOf(Outcome.Decided.class);
        assertThat(queue.decide(id, approved("ann", "k1"))).isInstanceOf(Outcome.Lost.class);
        assertThat(queue.decide(id, rejected("ann", "k2"))).isInstanceOf(Outcome.Lost.class);
        assertThat(queue.decide(id, rejected("ann", "k1"))).isInstanceOf(Outcome.Repeated.class);
    }

    @Test
    void whatCannotBeLoggedDoesNotHappen() throws SQLException {
        queue.remember(answered("r2", "q", "a"));
        Item item = submit("r1");
        sql("alter table audit rename to elsewhere");
        assertThatThrownBy(() -> queue.decide(item.id(), approved("ann", null)))
                .isInstanceOf(ReviewQueueException.class);
        assertThatThrownBy(() -> submit("r3")).isInstanceOf(ReviewQueueException.class);
        assertThatThrownBy(() -> queue.complain("r2", "eve", null))
                .isInstanceOf(ReviewQueueException.class);
        sql("alter table elsewhere rename to audit");
        assertThat(queue.pending(10, null).items()).containsExactly(item);
        assertThat(queue.history(item.id())).hasSize(1);
    }

    @Test
    void anotherDecisionIsToldWhichOneStands() {
        String id = submit("r1").id();
        Decision first = corrected("ann", "Santiago", "k1");
        assertThat(queue.decide(id, first)).isInstanceOf(Outcome.Decided.class);
        Item standing = Objects.requireNonNull(queue.find(id));
        for (Decision late :
                List.of(
                        rejected("bob", "k2"),
                        corrected("bob", "Santiago", "k1"),
                        corrected("ann", "Valparaíso", "k1"),
                        rejected("ann", "k1"),
                        corrected("ann", "Santiago", null))) {
            assertThat(queue.decide(id, late)).isEqualTo(new Outcome.Lost(standing));
        }
        assertThat(queue.find(id)).isEqualTo(standing);
        assertThat(queue.history(id).subList(2, 4))
                .containsExactly(
                        new AuditLine(id, NOW, "bob", Event.TOO_LATE, null, "rejected"),
                        new AuditLine(
                                id, NOW, "bob", Event.TOO_LATE, "Santiago", "corrected: a note"));
    }

    @Test
    void aDecisionAboutNothingIsMissing() {
        assertThat(queue.decide("nope", approved("ann", "k1"))).isEqualTo(new Outcome.Missing());
        assertThat(queue.find("nope")).isNull();
        assertThat(queue.history("nope")).isEmpty();
    }

    /// Through two queues, as of two processes: one of SQLite's has one connection, and its
    /// transactions never overlap.
    @Test
    void ofReviewersAtTheSameMomentOneWins() throws Exception {
        int rivals = 4;
        try (ReviewQueue other = ReviewQueue.open(url(), CLOCK);
                ExecutorService pool = Executors.newFixedThreadPool(rivals)) {
            for (int round = 0; round < 8; round++) {
                String id = submit("r" + round).id();
                CyclicBarrier start = new CyclicBarrier(rivals);
                List<Future<Outcome>> running = new ArrayList<>();
                for (int i = 0; i < rivals; i++) {
                    Decision mine = corrected("reviewer " + i, "answer " + i, "k");
                    ReviewQueue asked = i % 2 == 0 ? queue : other;
                    running.add(
                            pool.submit(() -> {
                                start.await();
                                return asked.decide(id, mine);
                            }));
                }
                List<Outcome> outcomes = new ArrayList<>();
                for (Future<Outcome> one : running) {
                    outcomes.add(one.get());
                }
                Item standing = Objects.requireNonNull(queue.find(id));
                assertThat(outcomes).containsOnlyOnce(new Outcome.Decided(standing));
                assertThat(outcomes)
                        .filteredOn(new Outcome.Lost(standing)::equals)
                        .hasSize(rivals - 1);
                assertThat(queue.history(id)).hasSize(1 + rivals);
            }
        }
    }

    @Test
    void submittedAtTheSameMomentAResponseIsOneItem() throws Exception {
        int rivals = 4;
        CyclicBarrier start = new CyclicBarrier(rivals);
        Submission submission =
                new Submission(Reason.POLICY, answered("r1", "q", "a"), null, "policy", null);
        List<Submitted> came = new ArrayList<>();
        try (ReviewQueue other = ReviewQueue.open(url(), CLOCK);
                ExecutorService pool = Executors.newFixedThreadPool(rivals)) {
            List<Future<Submitted>> running = new ArrayList<>();
            for (int i = 0; i < rivals; i++) {
                ReviewQueue asked = i % 2 == 0 ? queue : other;
                running.add(
                        pool.submit(() -> {
                            start.await();
                            return asked.submit(submission);
                        }));
            }
            for (Future<Submitted> one : running) {
                came.add(one.get());
            }
        }
        Item item = queue.byResponse("r1").getFirst();
        assertThat(came).extracting(Submitted::item).containsOnly(item);
        assertThat(came).filteredOn(Submitted::added).hasSize(1);
        assertThat(queue.history(item.id())).hasSize(rivals);
        assertThat(queue.pending(10, null).items()).hasSize(1);
    }

    @Test
    void theAuditLogCannotBeAltered() throws SQLException {
        String id = submit("r1").id();
        List<AuditLine> before = queue.history(id);
        for (String statement : forgeries()) {
            assertThatThrownBy(() -> sql(statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("the audit log is append-only");
        }
        assertThat(queue.history(id)).isEqualTo(before);
    }

    /// Statements that would change the audit log.
    List<String> forgeries() {
        return List.of(
                "update audit set who = 'somebody else'",
                "delete from audit",
                "delete from audit where event = 'submitted'");
    }

    @Test
    void anItemThatTheLogSpeaksOfCannotBeDeleted() throws SQLException {
        List<Item> items = List.of(submit("r1"), submit("r2"));
        for (String statement : deletions()) {
            assertThatThrownBy(() -> sql(statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("audit");
        }
        assertThat(queue.pending(10, null).items()).isEqualTo(items);
    }

    /// Statements by which an item would go, or the log speak of none, on a connection that asks
    /// for nothing.
    List<String> deletions() {
        return List.of(
                "delete from item",
                "delete from item where response = 'r2'",
                "update item set id = 'other' where response = 'r2'");
    }

    @Test
    void aComplaintAboutAPastAnswerEntersTheQueueOnce() {
        Answered past = answered("r1", "Capital of Chile?", "Lima");
        queue.remember(past);
        queue.remember(past);
        assertThat(queue.answered("r1")).isEqualTo(past);

        Submitted first = Objects.requireNonNull(queue.complain("r1", "eve", "wrong city"));
        Submitted second = Objects.requireNonNull(queue.complain("r1", "dan", "still wrong"));
        assertThat(first.added()).isTrue();
        assertThat(first.item())
                .extracting(Item::reason, Item::rule, Item::answered)
                .containsExactly(Reason.COMPLAINT, null, past);
        assertThat(second).isEqualTo(new Submitted(first.item(), false));
        assertThat(queue.history(first.item().id()))
                .extracting(AuditLine::who, AuditLine::note)
                .containsExactly(tuple("eve", "wrong city"), tuple("dan", "still wrong"));
        assertThat(queue.complain("r2", "eve", null)).isNull();
    }

    private void tooMany(@Nullable String note) {
        assertThatThrownBy(() -> queue.complain("r1", "eve", note))
                .isInstanceOf(TooManyComplaintsException.class)
                .hasMessage(
                        "of one reply at most 100 complaints of 200000 characters in all are kept");
    }

    /// They read before they write, which SQLite must be told of for two processes.
    @Test
    void complaintsAtTheSameMomentAreAllKept() throws Exception {
        int rivals = 4;
        int each = 10;
        queue.remember(answered("r1", "q", "a"));
        CyclicBarrier start = new CyclicBarrier(rivals);
        List<Future<?>> running = new ArrayList<>();
        try (ReviewQueue other = ReviewQueue.open(url(), CLOCK);
                ExecutorService pool = Executors.newFixedThreadPool(rivals)) {
            for (int i = 0; i < rivals; i++) {
                ReviewQueue asked = i % 2 == 0 ? queue : other;
                running.add(
                        pool.submit(() -> {
                            start.await();
                            for (int k = 0; k < each; k++) {
                                assertThat(asked.complain("r1", "eve", "wrong")).isNotNull();
                            }
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        Item item = queue.byResponse("r1").getFirst();
        assertThat(queue.history(item.id())).hasSize(rivals * each);
    }

    @Test
    void complaintsAboutOneReplyComeToAnEnd() {
        queue.remember(answered("r1", "q", "a"));
        queue.remember(answered("r2", "q", "a"));
        submit("r1"); // for another reason
        for (int i = 0; i < 100; i++) {
            assertThat(queue.complain("r1", "eve", i % 2 == 0 ? null : "wrong")).isNotNull();
        }
        tooMany(null);
        tooMany("wrong");
        List<Item> items = queue.byResponse("r1");
        assertThat(queue.history(items.get(0).id())).hasSize(1);
        assertThat(queue.history(items.get(1).id())).hasSize(100);
        assertThat(queue.complain("r2", "eve", "wrong")).isNotNull();
    }

    @Test
    void textsOfComplaintsAboutOneReplyComeToAnEnd() {
        queue.remember(answered("r1", "q", "a"));
        tooMany("x".repeat(200_001));
        assertThat(queue.byResponse("r1")).isEmpty();
        // Counted as Unicode counts, which both databases do.
        assertThat(queue.complain("r1", "eve", "🦖".repeat(100_001))).isNotNull();
        assertThat(queue.complain("r1", "eve", "x".repeat(99_998))).isNotNull();
        tooMany("xx");
        assertThat(queue.complain("r1", "eve", "x")).isNotNull();
        tooMany("x");
        assertThat(queue.complain("r1", "eve", null)).isNotNull();
    }

    @Test
    void whatIsSaidInDecisionsIsNoComplaint() {
        queue.remember(answered("r1", "q", "a"));
        String id = Objects.requireNonNull(queue.complain("r1", "eve", "wrong")).item().id();
        Decision wordy =
                new Decision(Decision.Kind.REJECTED, "ann", null, "x".repeat(200_000), null);
        assertThat(queue.decide(id, wordy)).isInstanceOf(Outcome.Decided.class);
        assertThat(queue.complain("r1", "eve", "still wrong")).isNotNull();
    }

    @Test
    void forgottenAnswersAreGoneAndTheirItemsStay() {
        queue.remember(answered("old", "q", "a", NOW.minusSeconds(1), List.of()));
        queue.remember(answered("new", "q", "a"));
        Item item = Objects.requireNonNull(queue.complain("old", "eve", null)).item();
        assertThat(queue.forgetBefore(NOW)).isEqualTo(1);
        assertThat(queue.answered("old")).isNull();
        assertThat(queue.answered("new")).isNotNull();
        assertThat(queue.find(item.id())).isEqualTo(item);
        // The item still knows what was complained about.
        assertThat(queue.complain("old", "dan", null)).isEqualTo(new Submitted(item, false));
    }

    @Test
    void whoAskedIsKeptAndThePendingAreCounted() {
        Answered plain = answered("r1", "q", "a");
        Answered asked =
                new Answered("r2", NOW, "q", "a", 0.75, "above", List.of(), 0.5, MODEL, "shop");
        queue.remember(asked);
        assertThat(queue.answered("r2")).isEqualTo(asked);
        assertThat(submit(Reason.POLICY, asked).answered().asker()).isEqualTo("shop");
        Item item = submit(Reason.POLICY, plain);
        assertThat(item.answered().asker()).isNull();
        assertThat(queue.pendingCount()).isEqualTo(2);
        queue.decide(item.id(), approved("ann", null));
        assertThat(queue.pendingCount()).isEqualTo(1).isEqualTo(queue.stats().pending());
    }

    @Test
    void aResponseMayBeInTheQueueForEachReason() {
        Answered answer = answered("r1", "q", "a");
        Item policy = submit(Reason.POLICY, answer);
        Item complaint = submit(Reason.COMPLAINT, answer);
        assertThat(queue.byResponse("r1")).containsExactly(policy, complaint);
        assertThat(queue.byResponse("r2")).isEmpty();
    }

    @Test
    void pagesGoThroughTheQueueWhileItIsDecided() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(submit("r" + i).id());
        }
        Page first = queue.pending(2, null);
        assertThat(first.items()).extracting(Item::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(first.next()).isEqualTo(ids.get(1));
        assertThat(queue.pending(2, first.next()).items())
                .extracting(Item::id)
                .containsExactlyElementsOf(ids.subList(2, 4));
        queue.decide(ids.get(1), approved("ann", null));
        queue.decide(ids.get(2), approved("ann", null));
        Page second = queue.pending(2, first.next());
        assertThat(second.items())
                .extracting(Item::id)
                .containsExactlyElementsOf(ids.subList(3, 5));
        assertThat(second.next()).isNull();
        assertThat(queue.pending(Integer.MAX_VALUE, null).items()).hasSize(3);
        assertThatThrownBy(() -> queue.pending(2, "nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no item 'nope', expected the id of one to go on after");
        assertThatThrownBy(() -> queue.pending(0, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is 0, expected at least 1");
    }

    @Test
    void hostileTextComesBackAsItWasOrWithWhatNoDatabaseHoldsReplaced() {
        String metacharacters = "'; drop table item; -- \" \\ %_ $1 :name ? ${seq} <keys> 🦖\r\n\t";
        Answered answered =
                new Answered(
                        metacharacters,
                        NOW,
                        metacharacters,
                        "nul \0 and half a pair \uD83E here",
                        0.5,
                        metacharacters,
                        List.of(metacharacters, "nul \0 topic"),
                        1,
                        metacharacters);
        queue.remember(answered);
        assertThat(queue.answered(metacharacters)).isNotNull();
        Item item =
                queue.submit(
                                new Submission(
                                        Reason.POLICY, answered, "a\0b", "c\0d", metacharacters))
                        .item();
        assertThat(item.answered())
                .isEqualTo(
                        new Answered(
                                metacharacters,
                                NOW,
                                metacharacters,
                                "nul � and half a pair � here",
                                0.5,
                                metacharacters,
                                List.of(metacharacters, "nul � topic"),
                                1,
                                metacharacters));
        assertThat(item.rule()).isEqualTo("a�b");
        assertThat(queue.history(item.id()).getFirst().note()).isEqualTo(metacharacters);
        Decision decision =
                new Decision(Decision.Kind.CORRECTED, "a\0nn", "x\0y", metacharacters, "key\0");
        assertThat(queue.decide(item.id(), decision)).isInstanceOf(Outcome.Decided.class);
        assertThat(queue.decide(item.id(), decision)).isInstanceOf(Outcome.Repeated.class);
        assertThat(queue.decide("a\0b", decision)).isEqualTo(new Outcome.Missing());
        assertThat(queue.find("' or 1=1 --")).isNull();
        assertThat(queue.complain("\0", "eve", null)).isNull();
        assertThat(queue.items(State.CORRECTED, 10, null).items())
                .containsExactly(Objects.requireNonNull(queue.find(item.id())));
    }

    @Test
    void ratesAreThoseComputedByHand() {
        for (int i = 0; i < 10; i++) {
            Decision decision = i < 2 ? rejected("ann", null) : approved("ann", null);
            Answered answer = answered("s" + i, "q" + i, "a", NOW, List.of("law", "history"));
            decided(Reason.SPOT_CHECK, answer, decision);
        }
        Answered suspect = answered("p0", "q", "a", NOW, List.of("law"));
        decided(Reason.POLICY, suspect, corrected("ann", "b", null));
        submit(Reason.COMPLAINT, suspect);

        Stats stats = queue.stats();
        assertThat(stats.pending()).isEqualTo(1);
        assertThat(stats.decided()).isEqualTo(11);
        Map<Reason, Rate> reasons =
                Map.of(
                        Reason.SPOT_CHECK, new Rate(2, 10),
                        Reason.POLICY, new Rate(1, 1),
                        Reason.COMPLAINT, new Rate(0, 0));
        assertThat(stats.rates()).isEqualTo(new Rates(new Rate(3, 11), reasons));
        assertThat(stats.topics()).containsOnlyKeys("history", "law");
        assertThat(stats.topics().get("law")).isEqualTo(stats.rates());
        assertThat(stats.topics())
                .extractingByKey("history")
                .extracting(Rates::all)
                .isEqualTo(new Rate(2, 10));
        // (0.2 + z²/20 ± z·√(0.16/10 + z²/400)) / (1 + z²/10), z = 1.959964
        Rate spotChecks = stats.rates().of(Reason.SPOT_CHECK);
        assertThat(spotChecks.share()).isEqualTo(0.2);
        Interval interval = Objects.requireNonNull(spotChecks.interval());
        assertThat(interval.low()).isCloseTo(0.056682, within(1e-6));
        assertThat(interval.high()).isCloseTo(0.509838, within(1e-6));
        Rate complaints = stats.rates().of(Reason.COMPLAINT);
        assertThat(complaints.share()).isNull();
        assertThat(complaints.interval()).isNull();
    }

    @Test
    void anAnswerBelongsToTheIsoWeekInWhichItWasGivenInUtc() {
        List<String> times =
                List.of(
                        "2026-12-31T12:00:00Z", // Thursday of the year's week 53
                        "2027-01-03T23:59:59.999Z", // the Sunday of that week
                        "2027-01-04T00:00:00Z",
                        "2024-12-30T00:00:00Z", // a Monday in December, of the next year's week 1
                        "2024-12-29T23:59:59Z");
        for (int i = 0; i < times.size(); i++) {
            Answered answer = answered("r" + i, "q", "a", Instant.parse(times.get(i)), List.of());
            decided(Reason.SPOT_CHECK, answer, approved("ann", null));
        }
        assertThat(queue.stats().weeks().keySet())
                .containsExactly("2024-W52", "2025-W01", "2026-W53", "2027-W01");
        assertThat(queue.stats().weeks())
                .extractingByKey("2026-W53")
                .extracting(Rates::all)
                .isEqualTo(new Rate(0, 2));
    }

    @Test
    void aBenchmarkIsALineOverTime() {
        BenchmarkPoint later = new BenchmarkPoint(NOW, MODEL, "facts", "cd".repeat(32), 8, 10);
        BenchmarkPoint earlier =
                new BenchmarkPoint(NOW.minusSeconds(9), "m", "facts", "cd".repeat(32), 2, 10);
        queue.addBenchmark(later);
        queue.addBenchmark(earlier);
        assertThat(queue.benchmarks()).containsExactly(earlier, later);
        assertThat(earlier.interval().high()).isCloseTo(0.509838, within(1e-6));
    }

    private QuestionFile exported() throws IOException {
        Path file = dir.resolve("reviewed.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            queue.export(out);
        }
        return new QuestionReader().read(file, null);
    }

    @Test
    void theExportIsAQuestionFileThatTheCorpusReads() throws IOException {
        Item chile =
                decided(
                        Reason.POLICY,
                        answered("r1", "Capital of Chile?", "Lima"),
                        corrected("ann", " Santiago\n", null));
        decided(Reason.POLICY, answered("r2", "Capital of Peru?", "Quito"), rejected("ann", null));
        submit("r3");
        Item list =
                decided(
                        Reason.POLICY,
                        answered("r4", "Say [\"a\", 'b']; \"c\"\nand 🦖", "[a; b|c]"),
                        approved("ann", null));
        decided(
                Reason.SPOT_CHECK,
                answered("r5", "  capital of CHILE ", "Santiago de Chile"),
                approved("bob", null));
        decided(Reason.POLICY, answered("r6", "What?", "  "), approved("ann", null));
        decided(Reason.POLICY, answered("r7", " ", "nothing was asked"), approved("ann", null));

        StringWriter raw = new StringWriter();
        queue.export(raw);
        assertThat(raw.toString()).contains("[\"Santiago\",\"Santiago de Chile\"]");
        QuestionFile read = exported();
        assertThat(read.skipped()).isEmpty();
        assertThat(read.duplicates()).isZero();
        assertThat(read.questions())
                .containsExactly(
                        new Question(
                                "reviewed#" + chile.id(),
                                "reviewed",
                                "Capital of Chile?",
                                List.of("Santiago", "Santiago de Chile")),
                        new Question(
                                "reviewed#" + list.id(),
                                "reviewed",
                                "Say [\"a\", 'b']; \"c\"\nand 🦖",
                                List.of("[a; b|c]")));
    }

    @Test
    void anExportLongerThanAPageHasEveryQuestionOnce() throws IOException {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            asked.add("Question " + i + "?");
            decided(Reason.POLICY, answered("r" + i, asked.get(i), "a"), approved("ann", null));
        }
        // The first question again, in a page of its own if it were not the same.
        decided(Reason.POLICY, answered("r7", "question 0", "b"), approved("ann", null));
        StringWriter whole = new StringWriter();
        queue.export(whole, 100);
        assertThat(whole.toString().lines()).hasSize(7);
        for (int pageSize : new int[] {1, 3, 7}) {
            StringWriter paged = new StringWriter();
            queue.export(paged, pageSize);
            assertThat(paged).hasToString(whole.toString());
        }
        assertThat(exported().questions())
                .extracting(Question::text)
                .containsExactlyElementsOf(asked);
    }

    @Test
    void anExportsQuestionsAreWithoutTheInstruction() throws IOException {
        String asked = "One? Respond with the answer only, without any explanation.";
        decided(Reason.POLICY, answered("r1", asked, "1"), approved("ann", null));
        StringWriter raw = new StringWriter();
        queue.export(raw);
        assertThat(raw.toString()).contains("\"One?\"");
    }

    @Test
    void whatWaitsIsCountedItemByItem() {
        submit("r1");
        submit("r2");
        assertThat(queue.stats().pending()).isEqualTo(2);
        assertThat(queue.stats().decided()).isZero();
    }

    @Test
    void anExportHasWhatWasOnlyCorrectedAndWhatWasOnlyApproved() throws IOException {
        decided(Reason.POLICY, answered("r1", "One?", "2"), corrected("ann", "1", null));
        decided(Reason.POLICY, answered("r2", "Two?", "2"), approved("ann", null));
        decided(Reason.POLICY, answered("r3", "Three?", "2"), rejected("ann", null));
        assertThat(exported().questions())
                .extracting(Question::text, Question::aliases)
                .containsExactly(tuple("One?", List.of("1")), tuple("Two?", List.of("2")));
    }

    /// Decides while the export is at that line.
    private String exportedWhile(String line, String item, Decision decision) throws IOException {
        StringWriter out = new StringWriter();
        queue.export(
                new FilterWriter(out) {
                    @Override
                    public void write(String text) throws IOException {
                        super.write(text);
                        if (text.contains(line)) {
                            queue.decide(item, decision);
                        }
                    }
                },
                1);
        return out.toString();
    }

    @Test
    void aQuestionIsNotLostFromAnExportByADecisionMeanwhile() throws IOException {
        decided(Reason.POLICY, answered("r1", "First?", "1"), approved("ann", null));
        Item pending = submit(Reason.POLICY, answered("r2", "Lost?", "2"));
        decided(Reason.POLICY, answered("r3", "Between?", "3"), approved("ann", null));
        decided(Reason.POLICY, answered("r4", "lost", "4"), approved("ann", null));
        decided(Reason.POLICY, answered("r5", "Last?", "5"), approved("ann", null));
        String out = exportedWhile("Between?", pending.id(), approved("ann", null));
        assertThat(out.lines())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).contains("First?"),
                        line -> assertThat(line).contains("Lost?", pending.id(), "[\"4\"]"),
                        line -> assertThat(line).contains("Between?"),
                        line -> assertThat(line).contains("Last?"));
        StringWriter later = new StringWriter();
        queue.export(later, 1);
        assertThat(later).hasToString(out.replace("[\"4\"]", "[\"2\",\"4\"]"));
    }

    @Test
    void anExportOfNothingIsEmpty() throws IOException {
        submit("r1");
        StringWriter out = new StringWriter();
        queue.export(out);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void everythingIsThereAfterReopening() {
        Item item = submit("r1");
        queue.addBenchmark(new BenchmarkPoint(NOW, MODEL, "facts", "q", 1, 2));
        List<AuditLine> history = queue.history(item.id());
        queue.close();
        openQueue();
        assertThat(queue.find(item.id())).isEqualTo(item);
        assertThat(queue.history(item.id())).isEqualTo(history);
        assertThat(queue.benchmarks()).hasSize(1);
        assertThat(submit("r2").id()).isNotEqualTo(item.id());
    }

    @Test
    void twoQueuesOnOneDatabaseSeeEachOther() {
        try (ReviewQueue other = ReviewQueue.open(url(), CLOCK)) {
            String id = submit("r1").id();
            assertThat(other.decide(id, approved("ann", "k"))).isInstanceOf(Outcome.Decided.class);
            assertThat(queue.decide(id, rejected("bob", "k"))).isInstanceOf(Outcome.Lost.class);
        }
    }

    @Test
    void aQueueOfAnEarlierBuildGetsWhatItLacks() throws SQLException {
        Item item = submit("r1");
        sql("alter table answered drop column asker");
        sql("alter table item drop column asker");
        sql("delete from candor_review_schema where version = '4'");
        try (ReviewQueue updated = ReviewQueue.open(url(), CLOCK)) {
            assertThat(updated.find(item.id())).isEqualTo(item);
        }
    }

    @Test
    void aQueueOfANewerBuildIsRefused() throws SQLException {
        sql(
                "insert into candor_review_schema (installed_rank, version, description, type,"
                        + " script, checksum, installed_by, execution_time, success)"
                        + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, "
                        + yes()
                        + ")");
        assertThatThrownBy(() -> ReviewQueue.open(url(), CLOCK))
                .isInstanceOf(ReviewQueueException.class)
                .hasMessageContaining("are those of a newer build (version 99)");
    }

    abstract String yes();

    /// The URL of another database, which holds the table `customers`.
    abstract String foreignUrl() throws SQLException;

    @Test
    void aDatabaseOfSomethingElseIsRefusedAndLeftAlone() throws SQLException {
        String foreign = foreignUrl();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> ReviewQueue.open(foreign, CLOCK))
                    .isInstanceOf(ReviewQueueException.class)
                    .hasMessageEndingWith(
                            ": holds the tables customers and no review queue, expected one or an"
                                    + " empty database");
        }
    }
}
