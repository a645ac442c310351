package dev.candor.guard.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    private static final int KILLS = 3;
    private static final int MOST_MILLIS = 300;
    private static final int ID_CHARS = 22;

    @TempDir Path dir;

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        String file = dir.resolve("review.db").toString();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int before = acknowledged.size();
            acknowledged.addAll(killed(file, kill, random.nextInt(MOST_MILLIS)));
            assertThat(acknowledged).hasSizeGreaterThan(before);
        }
        try (ReviewQueue queue = ReviewQueue.open(file, Clock.systemUTC())) {
            for (String id : acknowledged) {
                assertThat(queue.find(id)).as("seed %s, item %s", seed, id).isNotNull();
                assertThat(queue.history(id)).hasSize(1);
            }
        }
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet found = db.createStatement().executeQuery("pragma integrity_check")) {
            assertThat(found.getString(1)).isEqualTo("ok");
        }
    }

    /// Ids that a process printed before it was killed, some time after the first.
    private List<String> killed(String file, int run, int millis)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SubmittingProcess.class.getName(),
                                file,
                                "run" + run)
                        .redirectError(dir.resolve("stderr").toFile())
                        .start();
        List<String> ids = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            String first = out.readLine();
            assertThat(first).as("nothing acknowledged, see stderr").isNotNull();
            ids.add(first);
            Thread killer =
                    Thread.ofVirtual()
                            .start(() -> {
                                sleep(millis);
                                // The process itself would close what is read here.
                                process.toHandle().destroyForcibly();
                            });
            out.lines().filter(id -> id.length() == ID_CHARS).forEach(ids::add);
            killer.join();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return ids;
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
