package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.FindResult.End;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.RecordLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run whose files were cut off, wherever, and repeated ends as one that was not. Processes that
/// are killed: `KillTest`.
class FindResumeTest {
    /// Logs of a run in the order in which its stages write them.
    private static final List<String> LOGS =
            List.of(
                    "samples-training.jsonl",
                    "labels-training.jsonl",
                    "spans-training.jsonl",
                    "samples-other.jsonl",
                    "labels-other.jsonl",
                    "spans-other.jsonl",
                    "agreement-other.jsonl",
                    "rows.jsonl",
                    "suppressed.jsonl");

    private static final List<String> RESULTS =
            List.of("probe.json", "report.json", "neurons.json");
    private static final List<String> MATRICES =
            List.of("contributions-input.npy", "contributions-emit.npy", "residual.npy");

    @TempDir private static Path shared;
    private static TinyStudy study;
    private static Path whole;

    @TempDir private Path dir;

    private static FindResult run(Path out) {
        Progress progress = new Said();
        try (LoadedModel loaded =
                LoadedModel.open(new ModelSource.InFile(study.model()), 1, progress::say)) {
            return new FindRun(study.options(out), loaded, "0", progress).run();
        }
    }

    @BeforeAll
    static void runOnce() {
        study = TinyStudy.in(shared);
        whole = shared.resolve("whole");
        assertThat(run(whole).end()).isEqualTo(End.FOUND);
    }

    private static void requireWhole(Path run, String when) {
        assertThat(run(run).end()).as(when).isEqualTo(End.FOUND);
        for (String file : RESULTS) {
            assertThat(run.resolve(file)).as(when).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    private Path copyOfWhole(String name) {
        Path copy = dir.resolve(name);
        try (Stream<Path> files = Files.list(whole)) {
            Files.createDirectory(copy);
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a kill at that moment leaves: a log with a torn tail, nothing of later stages.
    private Path cut(String log, int length) throws IOException {
        Path run = copyOfWhole(log + length);
        byte[] bytes = Files.readAllBytes(run.resolve(log));
        Files.write(run.resolve(log), Arrays.copyOf(bytes, length));
        int stage = LOGS.indexOf(log);
        for (String later : LOGS.subList(stage + 1, LOGS.size())) {
            Files.delete(run.resolve(later));
        }
        if (stage < LOGS.indexOf("rows.jsonl")) {
            for (String matrix : MATRICES) {
                Files.delete(run.resolve(matrix));
                Files.delete(run.resolve(matrix + ".crc32c"));
            }
        } else if (log.equals("rows.jsonl")) {
            MATRICES.forEach(matrix -> forgetRows(run.resolve(matrix)));
        }
        for (String result : RESULTS) {
            Files.delete(run.resolve(result));
        }
        return run;
    }

    /// A matrix whose writer was never closed says in its header that it has no rows.
    private static void forgetRows(Path matrix) {
        try (FileChannel channel =
                FileChannel.open(matrix, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate(128);
            channel.read(start, 0);
            String header = new String(start.array(), StandardCharsets.ISO_8859_1);
            String forgotten = header.replaceFirst("\\((\\d+), (\\d+)\\)", "(0, $2)");
            assertThat(forgotten).isNotEqualTo(header);
            int closing = forgotten.indexOf('}') + 1;
            forgotten =
                    forgotten.substring(0, closing)
                            + " ".repeat(header.length() - forgotten.length())
                            + forgotten.substring(closing);
            channel.write(ByteBuffer.wrap(forgotten.getBytes(StandardCharsets.ISO_8859_1)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLogTornAtARandomByteIsMadeGood() throws IOException {
        Random random = new Random(System.nanoTime());
        for (String log : LOGS) {
            int length = random.nextInt((int) Files.size(whole.resolve(log)));
            requireWhole(cut(log, length), log + " cut to " + length + " bytes");
        }
    }

    @Test
    void aRunKilledBetweenTwoStagesGoesOn() throws IOException {
        for (String log : List.of("samples-training.jsonl", "rows.jsonl", "suppressed.jsonl")) {
            int length = (int) Files.size(whole.resolve(log));
            requireWhole(cut(log, length), "killed behind " + log);
        }
    }

    @Test
    void whoElseHadAHandInARunIsRecorded() throws IOException {
        assertThat(Reproduction.read(whole).earlier()).isEmpty();
        Path run = cut("rows.jsonl", 0);
        Origin here = Reproduction.read(whole).made();
        Origin elsewhere = new Origin("0.0.9", here.code(), here.java(), "Other OS", 128, 4);
        try (RecordLog<Origin> log = RecordLog.open(run.resolve("made.jsonl"), Origin.class)) {
            assertThat(log.records()).containsExactly(here);
            log.append(elsewhere);
        }
        requireWhole(run, "gone on elsewhere");
        assertThat(Reproduction.read(run).made()).isEqualTo(here);
        assertThat(Reproduction.read(run).earlier()).containsExactly(elsewhere);
    }

    @Test
    void aRunKilledBeforeItAskedAnythingGoesOn() throws IOException {
        requireWhole(cut("samples-training.jsonl", 0), "killed before the first sample");
        Path empty = Files.createDirectory(dir.resolve("empty"));
        Files.writeString(empty.resolve("run.json.part"), "{\"format\": ");
        requireWhole(empty, "killed while claiming the folder");
    }
}
