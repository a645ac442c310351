package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `candor find` on the bundled model, killed from outside or stopped by a full disk, and repeated:
/// it ends with the files of a run that was left alone.
class KillTest {
    private static final String TRAINING = "samples-training.jsonl";
    private static final String MATRIX = "contributions-input.npy";
    private static final String REPORT = "report.json";

    /// Logs in the order in which stages write them, and how often to kill each stage.
    private enum Log {
        CALIBRATE_CHAT("calibration-chat.jsonl", 2),
        CALIBRATE_FEW_SHOT("calibration-few-shot.jsonl", 2),
        COLLECT(TRAINING, 6),
        EVALUATE("samples-medicines.jsonl", 4),
        CAPTURE(MATRIX, 4),
        SUPPRESS("suppressed.jsonl", 3);

        private final String file;
        private final int kills;

        Log(String file, int kills) {
            this.file = file;
            this.kills = kills;
        }
    }

    private static final int LEAST_KILLS = 20;

    /// A stage that leaves no log is begun anew by every start, and may be over before it is
    /// killed.
    private static final int ATTEMPTS = 10;

    @TempDir private static Path shared;
    private static Path whole;

    @TempDir private Path dir;

    @BeforeAll
    static void findUndisturbed() throws Exception {
        Files.write(shared.resolve("atlas.gguf"), Bundle.own().bytes("atlas-instruct.gguf"));
        whole = shared.resolve("whole");
        requireEnd(ExitCode.OK, CandorProcess.start(find(whole)));
    }

    /// A small study; of a model in a file, since `auto` tries no styles on the bundled one.
    private static List<String> find(Path out) {
        return List.of(
                "find",
                "--model",
                shared.resolve("atlas.gguf").toString(),
                "--questions",
                "bundled:people-train:200",
                "--eval",
                "bundled:medicines:60",
                "--samples",
                "3",
                "--consistent",
                "3",
                "--max-tokens",
                "12",
                "--threads",
                "2",
                "--out",
                out.toString());
    }

    private static void requireEnd(ExitCode code, CandorProcess process)
            throws InterruptedException {
        assertThat(process.end()).as("%s", process.output()).isEqualTo(code.code());
    }

    /// Every file but the logs of samples is the same to the byte; those have the same lines.
    private static void requireWhole(Path run, String when) throws IOException {
        assertThat(names(run)).as(when).isEqualTo(names(whole));
        for (String name : names(whole)) {
            Path file = run.resolve(name);
            if (name.startsWith("samples-") || name.startsWith("calibration-")) {
                assertThat(Files.readAllLines(file))
                        .as("%s, %s", name, when)
                        .containsExactlyInAnyOrderElementsOf(
                                Files.readAllLines(whole.resolve(name)));
            } else {
                assertThat(file).as(when).hasSameBinaryContentAs(whole.resolve(name));
            }
        }
    }

    private static List<String> names(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// A run that is killed again and again, and how often each stage was.
    private static final class Killed {
        private final Path run;
        private final Random random;
        private final Map<String, Integer> kills = new TreeMap<>();

        Killed(Path run, Random random) {
            this.run = run;
            this.random = random;
        }

        /// Bytes of a file, 0 if there is none.
        private static long size(Path file) {
            return file.toFile().length();
        }

        /// Another one once the file is there or replaced.
        private String version(String file) {
            try {
                return "" + Files.readAttributes(run.resolve(file), "fileKey,lastModifiedTime");
            } catch (IOException e) {
                return "none";
            }
        }

        /// Kills at random sizes of the stage's log, each beyond what the start before had written.
        void in(Log log) throws InterruptedException {
            Path file = run.resolve(log.file);
            long end = size(whole.resolve(log.file));
            for (int kill = 0; kill < log.kills && size(file) < end; kill++) {
                double share = (kill + 0.1 + 0.8 * random.nextDouble()) / log.kills;
                long reached = Math.max(size(file) + 1, (long) (share * end));
                if (kill(process -> size(file) >= reached) && size(file) < end) {
                    count(log.name());
                }
            }
        }

        /// Kills as soon as something is said.
        void whenItSays(String line, String stage) throws InterruptedException {
            if (kill(process -> process.said(line))) {
                count(stage);
            }
        }

        /// Kills as soon as a file is written, before another one is.
        void between(String first, String second, String stage) throws InterruptedException {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String before = version(first);
                String after = version(second);
                boolean killed = kill(process -> !version(first).equals(before));
                if (killed && (version(second).equals(after) || version(second).equals("none"))) {
                    count(stage);
                    return;
                }
            }
        }

        private boolean kill(Predicate<CandorProcess> moment) throws InterruptedException {
            return CandorProcess.start(find(run)).killAt(moment);
        }

        private void count(String stage) {
            kills.merge(stage, 1, Integer::sum);
        }
    }

    @Test
    void aRunKilledInEveryStageEndsAsOneThatWasLeftAlone() throws Exception {
        long seed = System.nanoTime();
        Path run = dir.resolve("run");
        Killed killed = new Killed(run, new Random(seed));
        List<String> stages = new ArrayList<>();
        for (Log log : Log.values()) {
            if (log == Log.SUPPRESS) {
                killed.whenItSays("probe: ", "SELECT");
            }
            killed.in(log);
            stages.add(log.name());
        }
        killed.between("probe.json", REPORT, "EVALUATE_PROBE");
        killed.between("probe.json", REPORT, "EVALUATE_PROBE");
        killed.whenItSays("controls: ", "CONTROLS");
        killed.between(REPORT, Checksums.FILE, "REPORT");
        killed.between("reproduce.json", Checksums.FILE, "REPORT");
        stages.addAll(List.of("SELECT", "EVALUATE_PROBE", "CONTROLS", "REPORT"));
        String when = "seed " + seed + ", kills " + killed.kills;
        assertThat(killed.kills).as(when).containsOnlyKeys(stages);
        assertThat(killed.kills.values().stream().mapToInt(Integer::intValue).sum())
                .as(when)
                .isGreaterThanOrEqualTo(LEAST_KILLS);
        assertThat(run.resolve(Checksums.FILE)).as(when).doesNotExist();

        repeat(published(), run);
        requireWhole(run, when);
    }

    /// What is published of the undisturbed run, in a folder of its own.
    private Path published() throws IOException {
        Path published = Files.createDirectory(dir.resolve("published"));
        List<String> names = new ArrayList<>(Checksums.read(whole).hashes().keySet());
        names.add(Checksums.FILE);
        for (String name : names) {
            Files.copy(whole.resolve(name), published.resolve(name));
        }
        return published;
    }

    /// `reproduce` goes on with the killed run and finds nothing that differs.
    private static void repeat(Path published, Path run) throws InterruptedException {
        CandorProcess repetition =
                CandorProcess.start(
                        List.of(
                                "reproduce",
                                published.toString(),
                                "--data",
                                shared.toString(),
                                "--threads",
                                "2",
                                "--out",
                                run.toString()));
        requireEnd(ExitCode.OK, repetition);
        assertThat(repetition.said(published + ": identical")).isTrue();
    }

    @Test
    void aFullDiskIsOneMessageAndTheRunGoesOnWhenThereIsRoom() throws Exception {
        Path run = dir.resolve("run");
        for (String file : List.of(TRAINING, MATRIX)) {
            long kibibytes = Files.size(whole.resolve(file)) / 2048;
            CandorProcess stopped = CandorProcess.startWithin(kibibytes, find(run));
            requireEnd(ExitCode.STORAGE, stopped);
            List<String> said =
                    stopped.output().stream().filter(line -> line.startsWith("candor: ")).toList();
            assertThat(said).hasSize(1);
            assertThat(said.getFirst())
                    .startsWith("candor: " + run.resolve(file))
                    .contains("cannot be written: File too large", "before it are intact");
            assertThat(stopped.output().getLast()).isEqualTo(said.getFirst());
        }
        requireEnd(ExitCode.OK, CandorProcess.start(find(run)));
        requireWhole(run, "stopped twice by a full disk");
    }
}
