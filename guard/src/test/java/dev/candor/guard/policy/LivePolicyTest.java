package dev.candor.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePolicyTest {
    private static final String ALLOWS = "version: 1\nrules: []\notherwise: allow\n";
    private static final String FLAGS = "version: 1\nrules: []\notherwise: flag\n";
    private static final String BAD = "version: 1\nrules: []\notherwise: flog\n";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<PolicyProblem> problems = Collections.synchronizedList(new ArrayList<>());

    @TempDir private Path folder;
    private Path file;
    private LivePolicy live;

    @BeforeEach
    void aPolicyThatAllows() throws IOException {
        file = folder.resolve("shop.yaml");
        Files.writeString(file, ALLOWS);
        live = LivePolicy.of(file, problems::add, nanos::get);
    }

    @Test
    void aChangeIsTakenOverOnceItStoodForASecond() throws IOException {
        Files.writeString(file, FLAGS);
        assertThat(action()).isEqualTo("allow");
        assertThat(actionASecondLater()).isEqualTo("allow");
        assertThat(actionASecondLater()).isEqualTo("flag");
        assertThat(problems).isEmpty();
    }

    @Test
    void theFileIsNotLookedAtMoreThanOnceASecond() throws IOException {
        Files.writeString(file, FLAGS);
        assertThat(actionASecondLater()).isEqualTo("allow");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(action()).isEqualTo("allow");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(action()).isEqualTo("flag");
    }

    @Test
    void aBadVersionKeepsTheOldPolicyAndIsReportedOnce() throws IOException {
        Policy old = live.current();
        Files.writeString(file, BAD);
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
        Files.writeString(file, BAD.replace("flog", "flig"));
        secondsPass(3);
        assertThat(problems).hasSize(2);
        Files.writeString(file, FLAGS);
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
        assertThat(problems).hasSize(2);
    }

    @Test
    void halfAFileIsNeverThePolicyEvenIfItIsOne() throws IOException {
        String whole = FLAGS + "spot-check: 0.5\n";
        for (int written = 0; written < whole.length(); written++) {
            Files.writeString(file, whole.substring(0, written));
            assertThat(actionASecondLater()).isEqualTo("allow");
        }
        Files.writeString(file, whole);
        secondsPass(2);
        assertThat(live.current().spotCheck().share()).isEqualTo(0.5);
        assertThat(problems).isEmpty();
    }

    @Test
    void aChangeWithTheSameLengthAndTimeIsSeen() throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, ALLOWS.replace("allow", "flag "));
        Files.setLastModifiedTime(file, time);
        assertThat(Files.size(file)).isEqualTo(ALLOWS.length());
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
    }

    @Test
    void aFileThatIsGoneKeepsThePolicyAndIsReportedOnce() throws IOException {
        Files.delete(file);
        secondsPass(4);
        assertThat(action()).isEqualTo("allow");
        assertThat(problems)
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem.message()).contains(file.toString()));
        Files.writeString(file, FLAGS);
        secondsPass(2);
        assertThat(action()).isEqualTo("flag");
    }

    @Test
    void aBadFileAtTheStartIsAnError() throws IOException {
        Files.writeString(file, BAD);
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
