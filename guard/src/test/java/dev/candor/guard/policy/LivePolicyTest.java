package dev.candor.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LivePolicyTest {
    private static final String ALLOWS = "version: 1\nrules: []\notherwise: allow\n";
    private static final String FLAGS = "version: 1\nrules: []\notherwise: flag\n";
    private static final String BAD = "version: 1\nrules: []\notherwise: flog\n";

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final long FIRST_NANO = Long.MAX_VALUE - 5;

    private final AtomicLong nanos = new AtomicLong(FIRST_NANO);
    private final List<PolicyProblem> problems = Collections.synchronizedList(new ArrayList<>());

    @TempDir private Path folder;
    private Path file;
    private LivePolicy live;

    @BeforeEach
    void aPolicyThatAllows() throws IOException {
        file = folder.resolve("shop.yaml");
        write(ALLOWS);
        live = LivePolicy.of(file, problems::add, nanos::get, this::now);
    }

    private Instant now() {
        return START.plusNanos(nanos.get() - FIRST_NANO);
    }

    /// At the clock's time, which is not the machine's.
    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(now()));
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void aChangeIsTakenOverOnceItStoodForASecond() throws IOException {
        pass(500);
        write(FLAGS);
        pass(500);
        assertThat(action()).isEqualTo("allow");
        pass(1000);
        assertThat(action()).isEqualTo("flag");
        assertThat(problems).isEmpty();
    }

    /// Nobody asked in between, so no look saw it twice.
    @Test
    void aChangeOfAnHourAgoDecidesOnTheNextAnswer() throws IOException {
        write(FLAGS);
        pass(3_600_000);
        assertThat(action()).isEqualTo("flag");
        write(BAD);
        pass(3_600_000);
        assertThat(action()).isEqualTo("flag");
        assertThat(problems).hasSize(1);
    }

    @Test
    void aChangeThatDoesNotStandForAWholeSecondIsLookedAtTwice() throws IOException {
        pass(1);
        write(FLAGS);
        pass(999);
        assertThat(action()).isEqualTo("allow");
        pass(1000);
        assertThat(action()).isEqualTo("flag");
    }

    /// However often somebody asks, and however the change falls between the looks.
    @Test
    void noAnswerIsDecidedOnByATextReplacedTwoSecondsBefore() throws IOException {
        for (int change = 0; change < 1000; change += 100) {
            for (int step : new int[] {100, 300, 700, 1100, 1900}) {
                write(ALLOWS);
                pass(5000);
                assertThat(action()).isEqualTo("allow");
                pass(change);
                assertThat(action()).isEqualTo("allow");
                write(FLAGS);
                for (int passed = step; passed <= 4000; passed += step) {
                    pass(step);
                    String word = action();
                    if (passed >= 2000) {
                        assertThat(word).as("%s ms, each %s", change, step).isEqualTo("flag");
                    }
                }
            }
        }
    }

    /// As of a clock that is wrong, or a copy that keeps its time: then two looks tell.
    @Test
    void aTimeToComeIsNoTimeThatAFileStoodFor() throws IOException {
        Files.writeString(file, FLAGS);
        Files.setLastModifiedTime(file, FileTime.from(now().plusSeconds(1000)));
        assertThat(actionASecondLater()).isEqualTo("allow");
        assertThat(actionASecondLater()).isEqualTo("flag");
    }

    @Test
    void theFileIsNotLookedAtMoreThanOnceASecond() throws IOException {
        write(FLAGS);
        pass(999);
        assertThat(action()).isEqualTo("allow");
        pass(1);
        assertThat(action()).isEqualTo("flag");
        pass(500);
        write(ALLOWS);
        Files.setLastModifiedTime(file, FileTime.from(START));
        pass(499);
        assertThat(action()).isEqualTo("flag");
        pass(1);
        assertThat(action()).isEqualTo("allow");
    }

    /// All of them are to be decided by what the first look finds.
    @Test
    void whoAsksWhileSomebodyLooksWaitsForIt() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LivePolicy slow =
                LivePolicy.of(
                        file,
                        problems::add,
                        nanos::get,
                        () -> {
                            looking.countDown();
                            await(goOn);
                            return now();
                        });
        write(FLAGS);
        pass(3_600_000);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<String> first = pool.submit(() -> slow.current().otherwise().word());
            looking.await();
            Future<String> second = pool.submit(() -> slow.current().otherwise().word());
            assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            goOn.countDown();
            assertThat(first.get()).isEqualTo("flag");
            assertThat(second.get()).isEqualTo("flag");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBadVersionKeepsTheOldPolicyAndIsReportedOnce() throws IOException {
        Policy old = live.current();
        write(BAD);
        for (int second = 0; second < 5; second++) {
            assertThat(actionASecondLater()).isEqualTo("allow");
        }
        assertThat(problems)
                .containsExactly(
                        new PolicyProblem(
                                file
                                        + ":3:12: otherwise: found \"flog\", expected abstain, allow, flag,"
                                        + " review or verify",
                                old));
        write(BAD.replace("flog", "flig"));
        secondsPass(3);
        assertThat(problems).hasSize(2);
        write(FLAGS);
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
        assertThat(problems).hasSize(2);
    }

    @Test
    void halfAFileIsNeverThePolicyEvenIfItIsOne() throws IOException {
        String whole = FLAGS + "spot-check: 0.5\n";
        for (int written = 0; written < whole.length(); written++) {
            pass(1000);
            write(whole.substring(0, written));
            assertThat(action()).isEqualTo("allow");
        }
        write(whole);
        secondsPass(2);
        assertThat(live.current().spotCheck().share()).isEqualTo(0.5);
        assertThat(problems).isEmpty();
    }

    @Test
    void aChangeWithTheSameLengthAndTimeIsSeen() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, ALLOWS.replace("allow", "flag "));
        Files.setLastModifiedTime(file, time);
        assertThat(Files.size(file)).isEqualTo(ALLOWS.length());
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
    }

    @Test
    void anEmptyFileIsAVersionThatIsRefused() throws IOException {
        write("");
        secondsPass(3);
        assertThat(action()).isEqualTo("allow");
        assertThat(problems)
                .extracting(PolicyProblem::message)
                .containsExactly(file + ":1:1: found nothing, expected a policy");
    }

    /// One look at it, another at the refused version: nothing stood.
    @Test
    void whatWasSeenBeforeTheRefusedVersionCameBackIsSeenAnew() throws IOException {
        write(BAD);
        secondsPass(2);
        assertThat(problems).hasSize(1);
        for (int time = 0; time < 3; time++) {
            pass(1000);
            write(FLAGS);
            assertThat(action()).isEqualTo("allow");
            pass(1000);
            write(BAD);
            assertThat(action()).isEqualTo("allow");
        }
        assertThat(problems).hasSize(1);
    }

    /// Gone, or back at the policy that holds: what was seen once before did not stand.
    @Test
    void whatWasSeenBeforeAnythingElseIsSeenAnew() throws IOException {
        for (int time = 0; time < 2; time++) {
            pass(1000);
            write(FLAGS);
            assertThat(action()).isEqualTo("allow");
            pass(1000);
            Files.delete(file);
            assertThat(action()).isEqualTo("allow");
        }
        for (int time = 0; time < 2; time++) {
            pass(1000);
            write(ALLOWS);
            assertThat(action()).isEqualTo("allow");
            pass(1000);
            write(FLAGS);
            assertThat(action()).isEqualTo("allow");
        }
    }

    @Test
    void aFileThatIsWrittenWhileItIsReadDidNotStand() throws IOException {
        List<String> next = new ArrayList<>(List.of(BAD));
        LivePolicy read =
                LivePolicy.of(
                        file,
                        problems::add,
                        nanos::get,
                        () -> {
                            if (!next.isEmpty()) {
                                rewrite(next.removeFirst());
                            }
                            return now();
                        });
        write(FLAGS);
        pass(5000);
        assertThat(read.current().otherwise().word()).isEqualTo("allow");
        assertThat(next).isEmpty();
    }

    private void rewrite(String text) {
        try {
            write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aProblemThatWasOverIsReportedWhenItIsBack() throws IOException {
        for (String between : List.of(ALLOWS, FLAGS, ALLOWS)) {
            problems.clear();
            write(BAD);
            secondsPass(3);
            assertThat(problems).hasSize(1);
            write(between);
            secondsPass(1); // one look, which takes it
            write(BAD);
            secondsPass(3);
            assertThat(problems).hasSize(2);
            Files.delete(file);
            secondsPass(2);
            assertThat(problems).hasSize(3);
            write(between);
            secondsPass(2);
            Files.delete(file);
            secondsPass(2);
            assertThat(problems).hasSize(4);
            write(ALLOWS);
            secondsPass(2);
        }
    }

    @Test
    void aFileThatIsGoneKeepsThePolicyAndIsReportedOnce() throws IOException {
        Files.delete(file);
        secondsPass(4);
        assertThat(action()).isEqualTo("allow");
        assertThat(problems)
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem.message()).contains(file.toString()));
        write(FLAGS);
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
    }

    @Test
    void aBadFileAtTheStartIsAnError() throws IOException {
        write(BAD);
        assertThatThrownBy(() -> LivePolicy.of(file, problems::add))
                .isInstanceOf(MalformedPolicyException.class);
        assertThat(problems).isEmpty();
    }

    @Test
    void manyThreadsSeeOnePolicyOrTheOther() throws Exception {
        int threads = 8;
        Files.writeString(file, FLAGS);
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                runs.add(
                        pool.submit(() -> {
                            start.await();
                            for (int k = 0; k < 500; k++) {
                                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
                                assertThat(action()).isIn("allow", "flag");
                            }
                            return null;
                        }));
            }
            start.countDown();
            for (Future<?> run : runs) {
                run.get();
            }
        }
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
        assertThat(problems).isEmpty();
    }

    private String action() {
        return live.current().otherwise().word();
    }

    private String actionASecondLater() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        return action();
    }

    private void secondsPass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            actionASecondLater();
        }
    }
}
