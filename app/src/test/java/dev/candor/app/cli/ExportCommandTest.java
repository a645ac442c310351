package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.Stage;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `candor export` and `candor verify` on the bundled model.
class ExportCommandTest {
    @TempDir private Path dir;

    private static CommandRun export(Path out, String... more) {
        List<String> args = new ArrayList<>(List.of("export", "--out", out.toString()));
        args.addAll(List.of(more));
        return CommandRun.piped(args.toArray(String[]::new));
    }

    private static CommandRun verify(Path export, String... more) {
        List<String> args = new ArrayList<>(List.of("verify", export.toString(), "--threads", "1"));
        args.addAll(List.of(more));
        return CommandRun.piped(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"gguf, 0", "gguf, 2.5", "lora-gguf, 0.3", "lora-peft, 3"})
    void whatIsExportedDoesWhatTheDialDoes(String kind, String alpha) {
        Path out = dir.resolve("out");
        CommandRun run = export(out, "--as", kind, "--alpha", alpha);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("19 neurons of bundled:instruct, the bundled test model")
                .contains("./candor verify " + out);
        CommandRun found = verify(out, "--alpha", alpha, "--json");
        assertThat(found.code()).as(found.out()).isZero();
        JsonNode json = JsonMapper.shared().readTree(found.out());
        assertThat(json.at("/holds").asBoolean()).isTrue();
        assertThat(json.at("/prompts").asInt()).isEqualTo(24);
        assertThat(json.at("/effectOfTheDial/mean").asDouble()).isGreaterThan(0.01);
        assertThat(json.at("/difference/mean").asDouble())
                .isLessThan(json.at("/effectOfTheDial/mean").asDouble() / 50);
        assertThat(json.at("/changed").size()).isEqualTo(4);
        assertThat(dir.toFile().list()).containsExactly("out");
    }

    @Test
    void anAdapterWithoutAlphaHasItsStrengthFromOutside() {
        Path out = dir.resolve("out.gguf");
        CommandRun run = export(out, "--as", "lora-gguf");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("--lora-scaled").contains("S = alpha - 1");
        CommandRun right = verify(out, "--alpha", "0.5");
        assertThat(right.code()).as(right.out()).isZero();
        assertThat(right.out())
                .contains("adapter at strength -0.5", "the export does what the dial does");
        Path folder = dir.resolve("folder");
        assertThat(export(folder, "--as", "lora-peft").code()).isZero();
        assertThat(verify(folder, "--alpha", "3").out()).contains("adapter at strength 2.0");
        CommandRun wrong = verify(out, "--alpha", "0.5", "--strength", "-1");
        assertThat(wrong.code()).isEqualTo(ExitCode.OTHER_RESULT.code());
        assertThat(wrong.out()).contains("NOT as it should be: logits differ by");
    }

    @Test
    void theNoteSaysWhereItComesFrom() {
        Path out = dir.resolve("out.gguf");
        assertThat(export(out, "--as", "gguf", "--alpha", "0.5").code()).isZero();
        try (GgufFile file = GgufFile.open(out);
                GgufFile bundled = Bundle.own().model(Stage.INSTRUCT)) {
            assertThat(file.string("candor.export.format")).isEqualTo("candor-export/1");
            assertThat(file.string("candor.export.model_sha256")).isEqualTo(bundled.sha256());
            assertThat(file.string("candor.export.made_from")).isEqualTo("probe");
            assertThat(file.string("candor.export.probe_sha256")).hasSize(64);
            assertThat(file.integers("candor.export.layers")).hasSize(19);
            assertThat(file.integers("candor.export.indices")).hasSize(19);
            assertThat(file.reals("candor.export.alphas")).hasSize(19).containsOnly(0.5f);
            assertThat(file.metadata()).containsAllEntriesOf(bundled.metadata());
        }
    }

    @Test
    void verifyNoticesAnotherFactorAnUntouchedModelAndAForeignChange() throws IOException {
        Path half = dir.resolve("half.gguf");
        assertThat(export(half, "--as", "gguf", "--alpha", "0.5").code()).isZero();
        CommandRun other = verify(half, "--alpha", "0.4");
        assertThat(other.code()).isEqualTo(ExitCode.OTHER_RESULT.code());
        assertThat(other.out()).contains("logits differ by", "times 0.5000, expected 0.4000");

        Path untouched = dir.resolve("untouched.gguf");
        Files.write(untouched, Bundle.own().bytes("atlas-instruct.gguf"));
        CommandRun none = verify(untouched, "--alpha", "0.5");
        assertThat(none.code()).isEqualTo(ExitCode.OTHER_RESULT.code());
        assertThat(none.out())
                .contains("of blk.1.ffn_up.weight is the model's times 1.000, expected 0.5000");

        Path foreign = dir.resolve("foreign.gguf");
        GgufWriter writer = new GgufWriter();
        try (GgufFile file = GgufFile.open(half)) {
            file.metadata().forEach(writer::metadata);
            file.tensors()
                    .forEach((name, tensor) -> {
                        byte[] bytes = tensor.data().toArray(ValueLayout.JAVA_BYTE);
                        if (name.equals("blk.1.attn_q.weight")) {
                            bytes[0] ^= 1;
                        }
                        writer.tensor(
                                name, tensor.type(), tensor.dims(), MemorySegment.ofArray(bytes));
                    });
            writer.write(foreign);
        }
        CommandRun changed = verify(foreign, "--alpha", "0.5");
        assertThat(changed.code()).isEqualTo(ExitCode.OTHER_RESULT.code());
        assertThat(changed.out())
                .contains("tensor blk.1.attn_q.weight changed in row 0, expected it as it was");
    }

    @Test
    void whatWouldBeNoExportIsRefused() throws IOException {
        Path out = dir.resolve("out.gguf");
        refused(
                export(out, "--as", "gguf", "--alpha", "1"),
                3,
                "no neuron has a factor other than 1");
        refused(export(out, "--as", "gguf"), 3, "--alpha is missing");
        refused(export(out, "--as", "gguf", "--alpha", "-1"), 2, "--alpha is -1.0");
        refused(export(out, "--as", "exe", "--alpha", "0"), 2, "--as is 'exe', expected gguf,");
        refused(export(out, "--as", "safetensors", "--alpha", "0"), 3, "is a GGUF file, expected");
        refused(
                export(out, "--as", "gguf", "--alpha", "3.3333", "--max-error", "0.00001"),
                3,
                "expected at most 0.00% (--max-error)");
        Path tiny = TinyModels.llamaFile();
        refused(
                export(out, "--model", tiny.toString(), "--as", "gguf", "--alpha", "0"),
                2,
                "--probe is missing");
        Path probe = Files.write(dir.resolve("probe.json"), Bundle.own().bytes("probe.json"));
        refused(
                export(
                        out,
                        "--model",
                        tiny.toString(),
                        "--probe",
                        probe.toString(),
                        "--as",
                        "gguf",
                        "--alpha",
                        "0"),
                3,
                "was made on 4 layers of 512 neurons; this model has 2 of 40");
        Files.delete(probe);
        assertThat(dir).isEmptyDirectory();
        Files.writeString(out, "precious");
        refused(export(out, "--as", "gguf", "--alpha", "0"), 7, "out.gguf: exists already");
        assertThat(out).hasContent("precious");
        refused(verify(out, "--alpha", "0"), 3, "magic number");
        refused(verify(out, "--alpha", "1"), 3, "no neuron has a factor other than 1");
        refused(verify(dir.resolve("none"), "--alpha", "0"), 3, "does not exist");
    }

    /// A model of the same shape whose hash is another's: found out only when all is written.
    @Test
    void aModelThatTheProbeWasNotMadeOnLeavesNoFile() throws IOException {
        Path other = dir.resolve("other.gguf");
        GgufWriter writer = new GgufWriter();
        try (GgufFile file = Bundle.own().model(Stage.INSTRUCT)) {
            file.metadata().forEach(writer::metadata);
            writer.metadata("one.more", new GgufValue.Bool(true));
            file.tensors()
                    .forEach((name, tensor) ->
                            writer.tensor(name, tensor.type(), tensor.dims(), tensor.data()));
            writer.write(other);
        }
        Path probe = Files.write(dir.resolve("probe.json"), Bundle.own().bytes("probe.json"));
        Path out = dir.resolve("out.gguf");
        String[] args = {
            "--model", other.toString(), "--probe", probe.toString(), "--as", "gguf", "--alpha", "0"
        };
        refused(export(out, args), 3, "this model's is");
        assertThat(dir.toFile().list()).containsExactlyInAnyOrder("other.gguf", "probe.json");
        List<String> forced = new ArrayList<>(List.of(args));
        forced.add("--force");
        CommandRun run = export(out, forced.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("was made on another model");
        String check = run.out().substring(run.out().indexOf("./candor verify "));
        CommandRun checked = CommandRun.piped(check.strip().substring(9).split(" "));
        assertThat(checked.code()).as(checked.err()).isZero();
    }

    private static void refused(CommandRun run, int code, String message) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }
}
