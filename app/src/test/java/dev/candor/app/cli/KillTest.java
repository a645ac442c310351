package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.find.TinyStudy;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.store.Checksums;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `candor find` in a process of its own, killed from outside or stopped by a full disk, and
/// repeated: it ends with the files of a run that was left alone.
class KillTest {
    /// Of the bundled model's run, and of the other: over 20 in all.
    private static final int LEAST_KILLS = 19;

    private static final int LEAST_KILLS_OF_OTHER = 3;

    /// What a stage that leaves no log does is begun anew by every start, and may be over before it
    /// is killed.
    private static final int ATTEMPTS = 10;

    @TempDir private Path dir;

    /// A small study on the bundled model: of as many people, one question about each that the
    /// model was told of and one about each that it was not.
    private List<String> bundled() throws IOException {
        List<String> told = questions("\"exposure\":40}");
        List<String> untold = questions("\"exposure\":0}");
        Path people = dir.resolve("people.jsonl");
        Files.write(people, Stream.concat(told.stream(), untold.stream()).toList());
        return List.of(
                "find",
                "--questions",
                people.toString(),
                "--eval",
                "bundled:medicines:16",
                "--samples",
                "2",
                "--consistent",
                "2",
                "--max-tokens",
                "6",
                "--c",
                "0.5,1,2,4",
                "--threads",
                "2",
                "--out");
    }

    private static List<String> questions(String end) throws IOException {
        List<String> all =
                Files.readAllLines(Bundle.own().questions("people-train")).stream()
                        .filter(line -> line.endsWith(end))
                        .toList();
        return IntStream.range(0, 37).mapToObj(person -> all.get(4 * person)).toList();
    }

    /// A study that has two prompt styles to choose from, which the bundled model has not.
    private List<String> tiny() {
        Path model = TinyStudy.model(dir.resolve("tiny.gguf"), 1, TinyModels.chatTemplate());
        TinyStudy study =
                new TinyStudy(
                        model,
                        TinyStudy.questions(model, dir.resolve("half.jsonl"), "capital", 130, 2),
                        TinyStudy.questions(model, dir.resolve("other.jsonl"), "currency", 40, 2));
        List<String> arguments = new ArrayList<>(study.arguments(dir));
        arguments.set(arguments.indexOf("few-shot"), "auto");
        int out = arguments.indexOf("--out");
        arguments.subList(out, out + 2).clear();
        arguments.add("--out");
        return arguments;
    }

    private static List<String> with(List<String> arguments, Path out) {
        return Stream.concat(arguments.stream(), Stream.of(out.toString())).toList();
    }

    /// Runs to the end, left alone.
    private Path whole(List<String> arguments) throws InterruptedException {
        Path whole = dir.resolve("whole");
        requireEnd(ExitCode.OK, CandorProcess.start(with(arguments, whole)));
        return whole;
    }

    private static void requireEnd(ExitCode code, CandorProcess process)
            throws InterruptedException {
        assertThat(process.end()).as("%s", process.output()).isEqualTo(code.code());
    }

    /// Every file but the logs of samples is the same to the byte; those have the same lines.
    private static void requireSame(Path run, Path whole, String when) throws IOException {
        assertThat(names(run)).as(when).isEqualTo(names(whole));
        for (String name : names(whole)) {
            Path file = run.resolve(name);
            if (Stream.of("samples-", "agreement-", "calibration-").anyMatch(name::startsWith)) {
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

    /// A run that is killed again and again.
    private static final class Killed {
        private final List<String> arguments;
        private final Path run;
        private final Path whole;
        private final long seed = System.nanoTime();
        private final Random random = new Random(seed);
        private final Map<String, Integer> kills = new TreeMap<>();

        /// @param whole the same run, left alone
        Killed(List<String> arguments, Path run, Path whole) {
            this.arguments = with(arguments, run);
            this.run = run;
            this.whole = whole;
        }

        /// Another one once the file is there or replaced.
        private String version(String file) {
            try {
                return "" + Files.readAttributes(run.resolve(file), "fileKey,lastModifiedTime");
            } catch (IOException e) {
                return "none";
            }
        }

        /// Kills at random sizes of a stage's log, each beyond what the start before had written.
        void growing(String log, int times) throws InterruptedException {
            File file = run.resolve(log).toFile();
            long end = whole.resolve(log).toFile().length();
            for (int kill = 0; kill < times && file.length() < end; kill++) {
                double share = (kill + 0.9 * random.nextDouble()) / (times + 1);
                long reached = Math.max(file.length() + 1, (long) (share * end));
                if (kill(process -> file.length() >= reached) && file.length() < end) {
                    count(log);
                }
            }
        }

        /// Kills as soon as something is said.
        void saying(String line) throws InterruptedException {
            if (kill(process -> process.said(line))) {
                count(line);
            }
        }

        /// Kills as soon as a file is written, before another one is.
        void between(String first, String second) throws InterruptedException {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                String before = version(first);
                String after = version(second);
                boolean killed = kill(process -> !version(first).equals(before));
                if (killed && List.of("none", after).contains(version(second))) {
                    count(first);
                    return;
                }
            }
        }

        private boolean kill(Predicate<CandorProcess> moment) throws InterruptedException {
            return CandorProcess.start(arguments).killAt(moment);
        }

        private void count(String stage) {
            kills.merge(stage, 1, Integer::sum);
        }

        int total() {
            return kills.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public String toString() {
            return "seed " + seed + ", kills " + kills;
        }
    }

    @Test
    void aRunKilledInEveryStageEndsAsOneThatWasLeftAlone() throws Exception {
        List<String> arguments = bundled();
        Path whole = whole(arguments);
        Path run = dir.resolve("run");
        Killed killed = new Killed(arguments, run, whole);
        killed.growing("samples-training.jsonl", 6);
        killed.growing("samples-medicines.jsonl", 4);
        killed.growing("agreement-medicines.jsonl", 2);
        killed.growing("contributions-input.npy", 5);
        killed.saying("probe: ");
        killed.growing("suppressed.jsonl", 1);
        killed.between("probe.json", "report.json");
        killed.saying("controls: ");
        killed.saying("refit on resamples");
        killed.between("report.json", "SHA256SUMS");
        assertThat(killed.kills)
                .as("%s", killed)
                .containsOnlyKeys(
                        "samples-training.jsonl",
                        "samples-medicines.jsonl",
                        "agreement-medicines.jsonl",
                        "contributions-input.npy",
                        "probe: ",
                        "suppressed.jsonl",
                        "probe.json",
                        "controls: ",
                        "refit on resamples",
                        "report.json");
        assertThat(killed.total()).as("%s", killed).isGreaterThanOrEqualTo(LEAST_KILLS);
        assertThat(run.resolve("SHA256SUMS")).as("%s", killed).doesNotExist();

        repeat(published(whole), run);
        requireSame(run, whole, killed.toString());
    }

    /// What is published of a run, in a folder of its own.
    private Path published(Path whole) throws IOException {
        Path published = Files.createDirectory(dir.resolve("published"));
        List<String> names = new ArrayList<>(Checksums.read(whole).hashes().keySet());
        names.add(Checksums.FILE);
        for (String name : names) {
            Files.copy(whole.resolve(name), published.resolve(name));
        }
        return published;
    }

    /// `reproduce` goes on with the killed run and finds nothing that differs.
    private void repeat(Path published, Path run) throws InterruptedException {
        List<String> words = List.of("reproduce", published.toString(), "--data", dir.toString());
        List<String> more = List.of("--threads", "2", "--out", run.toString());
        CandorProcess repetition =
                CandorProcess.start(Stream.concat(words.stream(), more.stream()).toList());
        requireEnd(ExitCode.OK, repetition);
        assertThat(repetition.said(published + ": identical")).isTrue();
    }

    @Test
    void aRunKilledWhileItChoosesThePromptOrStoppedByAFullDiskGoesOn() throws Exception {
        List<String> arguments = tiny();
        Path whole = whole(arguments);
        Path run = dir.resolve("run");
        Killed killed = new Killed(arguments, run, whole);
        killed.growing("calibration-chat.jsonl", 2);
        killed.growing("calibration-few-shot.jsonl", 2);
        assertThat(killed.kills)
                .as("%s", killed)
                .containsOnlyKeys("calibration-chat.jsonl", "calibration-few-shot.jsonl");
        assertThat(killed.total()).as("%s", killed).isGreaterThanOrEqualTo(LEAST_KILLS_OF_OTHER);

        long samples = Files.size(whole.resolve("samples-training.jsonl"));
        long page = Files.size(whole.resolve("report.html"));
        assertThat(page).isGreaterThan(samples);
        requireStopped(arguments, run, samples / 2, "samples-training.jsonl: record ");
        requireStopped(arguments, run, (samples + page) / 2, "report.html cannot be written");
        requireEnd(ExitCode.OK, CandorProcess.start(with(arguments, run)));
        requireSame(run, whole, "" + killed);
    }

    /// A limit on the size of files is met as a full disk would be.
    private static void requireStopped(List<String> arguments, Path run, long bytes, String where)
            throws InterruptedException {
        CandorProcess stopped = CandorProcess.startWithin(bytes / 1024, with(arguments, run));
        requireEnd(ExitCode.STORAGE, stopped);
        List<String> said =
                stopped.output().stream().filter(line -> line.startsWith("candor: ")).toList();
        assertThat(said).as("%s", stopped.output()).hasSize(1);
        assertThat(said.getFirst())
                .startsWith("candor: " + run.resolve(where))
                .contains("cannot be written: File too large");
        assertThat(stopped.output().getLast()).isEqualTo(said.getFirst());
    }
}
