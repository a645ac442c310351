package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.GgmlType;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    @TempDir private Path dir;

    /// One layer, width 64, ffn 96, 2 heads on 1 kv head, 5 tokens; all zeros.
    private static GgufWriter llama() {
        GgufWriter writer = header("llama");
        vector(writer, "output_norm.weight", 64);
        matrix(writer, "token_embd.weight", 64, 5);
        vector(writer, "blk.0.attn_norm.weight", 64);
        matrix(writer, "blk.0.attn_q.weight", 64, 64);
        matrix(writer, "blk.0.attn_k.weight", 64, 32);
        matrix(writer, "blk.0.attn_v.weight", 64, 32);
        matrix(writer, "blk.0.attn_output.weight", 64, 64);
        vector(writer, "blk.0.ffn_norm.weight", 64);
        matrix(writer, "blk.0.ffn_gate.weight", 64, 96);
        matrix(writer, "blk.0.ffn_up.weight", 64, 96);
        matrix(writer, "blk.0.ffn_down.weight", 96, 64);
        return writer;
    }

    private static GgufWriter header(String family) {
        GgufWriter writer =
                new GgufWriter()
                        .metadata("general.architecture", new GgufValue.Text(family))
                        .metadata("general.name", new GgufValue.Text("A small one"))
                        .metadata("tokenizer.chat_template", new GgufValue.Text("{{ messages }}"))
                        .metadata("tokenizer.ggml.model", new GgufValue.Text("llama"))
                        .metadata(
                                "tokenizer.ggml.tokens",
                                GgufStrings.of(List.of("<unk>", "<s>", "</s>", "\u2581", "a\nb")))
                        .metadata(
                                "tokenizer.ggml.scores", GgufNumbers.ofFloat32(0, 0, 0, -1, -2.5f))
                        .metadata("tokenizer.ggml.token_type", GgufNumbers.ofInt32(2, 3, 3, 1, 1));
        count(writer, family + ".block_count", 1);
        count(writer, family + ".embedding_length", 64);
        count(writer, family + ".feed_forward_length", 96);
        count(writer, family + ".attention.head_count", 2);
        count(writer, family + ".attention.head_count_kv", 1);
        count(writer, family + ".context_length", 2048);
        return writer.metadata(
                        family + ".attention.layer_norm_rms_epsilon", new GgufValue.Float32(1e-5f))
                .metadata(family + ".rope.freq_base", new GgufValue.Float32(10000f));
    }

    private static void count(GgufWriter writer, String key, long value) {
        writer.metadata(key, new GgufValue.Uint32(value));
    }

    private static void vector(GgufWriter writer, String name, int length) {
        zeros(writer, name, GgmlType.F32, length);
    }

    private static void matrix(GgufWriter writer, String name, int columns, int rows) {
        zeros(writer, name, GgmlType.Q8_0, columns, rows);
    }

    private static void zeros(GgufWriter writer, String name, GgmlType type, long... dims) {
        long blocks = 1;
        for (long dim : dims) {
            blocks *= dim;
        }
        blocks /= type.blockValues();
        byte[] bytes = new byte[Math.toIntExact(blocks * type.blockBytes())];
        writer.tensor(name, type, dims, MemorySegment.ofArray(bytes));
    }

    private Path write(GgufWriter writer) throws IOException {
        Path file = dir.resolve("small.gguf");
        writer.write(file);
        return file;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void saysWhatARunnableModelIs() throws Exception {
        Path file = write(llama());

        CommandRun run = CommandRun.piped("inspect", file.toString());

        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                0,
                                """
                                small.gguf

                                  Candor runs it  yes
                                  Name            A small one
                                  Family          llama
                                  Neurons         1 layers × 96 = 96
                                  Width           64
                                  Attention       2 heads of 32, 1 for keys and values
                                  Tokens          5, SentencePiece (llama)
                                  Context         2,048 tokens
                                  RoPE            base 10,000, scaling none
                                  Chat template   yes, 14 characters
                                  File            GGUF version 3, %,d bytes
                                  SHA-256         %s

                                  type  tensors  parameters   bytes  bits each
                                  Q8_0        8      31,040  32,980       8.50
                                  F32         3         192     768      32.00
                                  all        11      31,232  33,748       8.64
                                """
                                        .formatted(Files.size(file), sha256(file)),
                                ""));
    }

    @Test
    void namesEverythingThatKeepsAModelFromRunningAndStillExitsWithZero() throws Exception {
        String families = String.join(", ", Model.families());
        GgufWriter writer = header("gptx");
        zeros(writer, "token_embd.weight", GgmlType.Q8_1, 256, 5);
        zeros(writer, "blk.0.ffn_down.weight", GgmlType.Q8_K, 256, 64);
        zeros(writer, "blk.0.ffn_up.weight", GgmlType.Q8_K, 256, 64);
        zeros(writer, "output_norm.weight", GgmlType.F32, 64);

        CommandRun run = CommandRun.piped("inspect", "--no-hash", write(writer).toString());

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsSubsequence(
                        "  Candor runs it  no",
                        "                  family gptx, expected " + families,
                        "                  Q8_1 in 1 tensor, Q8_K in 2 tensors, expected F32, F16,"
                                + " BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K,"
                                + " Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS",
                        "  Family          gptx, not supported; supported: " + families,
                        "  Neurons         1 layers × 96 = 96")
                .contains("  Q8_K (not supported)        2      32,768  37,376       9.13")
                .noneMatch(line -> line.contains("SHA-256"));
    }

    @Test
    void aMissingTensorIsAnObstacleInTheLoadersOwnWords() throws Exception {
        GgufWriter writer = header("llama");
        matrix(writer, "token_embd.weight", 64, 5);

        CommandRun run = CommandRun.piped("inspect", "--no-hash", write(writer).toString());

        assertThat(run.out())
                .contains("  Candor runs it  no")
                .contains("tensor blk.0.attn_norm.weight: not among the 1 tensors");
        assertThat(run.code()).isZero();
    }

    @Test
    void listsTensorsAndMetadataWhenAsked() throws Exception {
        CommandRun run =
                CommandRun.piped(
                        "inspect",
                        "--no-hash",
                        "--tensors",
                        "--metadata",
                        write(llama()).toString());

        assertThat(run.out().lines().map(String::stripTrailing))
                .anyMatch(line ->
                        line.matches(
                                "  blk\\.0\\.ffn_down\\.weight +Q8_0 +96 × 64 +6,528 +[0-9,]+"))
                .anyMatch(line -> line.matches("  general\\.name +STRING +\"A small one\""))
                .anyMatch(line ->
                        line.matches(
                                "  tokenizer\\.ggml\\.tokens +5 × STRING .*\"</s>\", \"▁\", …"))
                .anyMatch(line ->
                        line.matches("  tokenizer\\.ggml\\.scores +5 × FLOAT32 .*-1\\.0, …"));
    }

    @Test
    void aHuggingFaceFolderIsDescribedLikeAFile() throws Exception {
        Path folder = TinyFolder.write(dir.resolve("tiny-folder"), TinyModels.chatTemplate());

        JsonNode found = json("inspect", "--json", folder.toString());

        assertThat(found.path("runnable").asBoolean()).as("%s", found.path("obstacles")).isTrue();
        assertThat(found.path("file").asString()).isEqualTo("tiny-folder");
        assertThat(found.path("format").asString())
                .isEqualTo("Hugging Face folder, 1 file of safetensors");
        assertThat(found.path("ggufVersion").isNull()).isTrue();
        assertThat(found.path("family").asString()).isEqualTo("llama");
        assertThat(found.path("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(found.path("tokenizer").path("model").asString()).isEqualTo("tokenizer.json");
        assertThat(found.path("chatTemplateChars").asInt()).isPositive();
        assertThat(found.path("shape").path("ffn").asInt()).isEqualTo(40);
    }

    @Test
    void jsonHasTheSameFactsAndListsOnlyWhatWasAskedFor() throws Exception {
        Path file = write(llama());

        JsonNode plain = json("inspect", "--json", file.toString());
        JsonNode full =
                json("inspect", "--json", "--no-hash", "--tensors", "--metadata", file.toString());

        assertThat(plain.propertyNames())
                .containsExactly(
                        "schema",
                        "file",
                        "bundled",
                        "format",
                        "ggufVersion",
                        "bytes",
                        "sha256",
                        "name",
                        "family",
                        "families",
                        "runnable",
                        "obstacles",
                        "shape",
                        "rope",
                        "tokenizer",
                        "chatTemplateChars",
                        "parameters",
                        "types");
        assertThat(plain.path("sha256").asString()).isEqualTo(sha256(file));
        assertThat(plain.path("runnable").asBoolean()).isTrue();
        assertThat(plain.path("shape").toString())
                .isEqualTo(
                        "{\"layers\":1,\"ffn\":96,\"neurons\":96,\"experts\":0,\"width\":64,"
                                + "\"heads\":2,\"kvHeads\":1,\"headDim\":32,\"context\":2048}");
        assertThat(plain.path("types").get(0).toString())
                .isEqualTo(
                        "{\"type\":\"Q8_0\",\"supported\":true,\"tensors\":8,\"parameters\":31040,"
                                + "\"bytes\":32980}");
        assertThat(full.path("sha256").isNull()).isTrue();
        assertThat(full.path("tensors").size()).isEqualTo(11);
        assertThat(full.path("metadata").toString())
                .contains(
                        "{\"key\":\"tokenizer.ggml.scores\",\"type\":\"ARRAY\","
                                + "\"elementType\":\"FLOAT32\",\"size\":5,"
                                + "\"first\":[0.0,0.0,0.0,-1.0,-2.5]}",
                        "{\"key\":\"llama.rope.freq_base\",\"type\":\"FLOAT32\",\"value\":10000.0}");
    }

    @Test
    void whatAFileSaysCannotSteerTheTerminal() throws Exception {
        GgufWriter writer =
                header("\u001B[2Jx")
                        .metadata("a\u001B]0;b", new GgufValue.Text("c\u001B[31m\u202Ed"));

        CommandRun run =
                CommandRun.piped("inspect", "--no-hash", "--metadata", write(writer).toString());

        assertThat(run.out())
                .doesNotContain("\u001B", "\u202E")
                .contains("a\\u001b]0;b", "c\\u001b[31m\\u202ed");
    }

    @Test
    void onlyATerminalGetsColours() throws Exception {
        String file = write(llama()).toString();
        assertThat(CommandRun.of(CommandRun.TERMINAL, "inspect", file).out())
                .contains("\u001B[1msmall.gguf", "\u001B[32myes");
        assertThat(CommandRun.piped("inspect", file).out()).doesNotContain("\u001B[");
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        Path file = Files.writeString(dir.resolve("notes.gguf"), "no model at all, only words");
        CommandRun run = CommandRun.piped("inspect", file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: " + file + ": offset 0: ").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    private static JsonNode json(String... args) {
        CommandRun run = CommandRun.piped(args);
        assertThat(run.code()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }
}
