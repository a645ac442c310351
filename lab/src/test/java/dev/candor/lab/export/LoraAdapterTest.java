package dev.candor.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Adapters, merged by hand and read back.
class LoraAdapterTest {
    private static final NeuronId A = new NeuronId(0, 3);
    private static final NeuronId B = new NeuronId(1, 7);
    private static final NeuronId C = new NeuronId(1, 39);
    private static final SortedMap<NeuronId, Double> ONES = of(1, 1, 1);

    @TempDir private Path folder;

    private static SortedMap<NeuronId, Double> of(double a, double b, double c) {
        return new TreeMap<>(Map.of(A, a, B, b, C, c));
    }

    @ParameterizedTest
    @EnumSource
    void atStrengthAlphaLessOneItIsTheDial(TinyFamily family) throws IOException {
        Path file = TinyModels.llamaFile(TinyFamilies.of(family));
        Path adapter = folder.resolve("adapter.gguf");
        try (Model model = Model.open(file)) {
            LoraAdapter.of(model, ONES)
                    .writeGguf(adapter, Map.of("candor.x", new GgufValue.Text("y")));
            assertThat(StoredAdapter.isOne(adapter)).isTrue();
            assertThat(StoredAdapter.isOne(file)).isFalse();
            for (double alpha : new double[] {0, 0.5, 2, 3}) {
                try (Model merged =
                        Model.of(
                                new MergedModel(
                                        ModelFiles.open(file),
                                        StoredAdapter.read(adapter, model.file()),
                                        alpha - 1))) {
                    TinyLogits.assertAlike(model, of(alpha, alpha, alpha), merged, 2e-5f);
                }
            }
        }
        try (GgufFile read = GgufFile.open(adapter)) {
            assertThat(read.string("general.type")).isEqualTo("adapter");
            assertThat(read.string("adapter.type")).isEqualTo("lora");
            assertThat(read.real("adapter.lora.alpha")).isZero();
            String tensor = family == TinyFamily.GPT2 ? "ffn_down" : "ffn_up";
            long[] a = read.info("blk.1." + tensor + ".weight.lora_a").dims();
            long[] b = read.info("blk.1." + tensor + ".weight.lora_b").dims();
            assertThat(a[1]).isEqualTo(2).isEqualTo(b[0]);
        }
    }

    @Test
    void withFactorsBakedInEachNeuronHasItsOwn() throws IOException {
        Path file = TinyModels.llamaFile();
        Path adapter = folder.resolve("adapter.gguf");
        try (Model model = Model.open(file)) {
            LoraAdapter.of(model, of(-1, -0.5, 2)).writeGguf(adapter, Map.of());
            try (Model merged =
                    Model.of(
                            new MergedModel(
                                    ModelFiles.open(file),
                                    StoredAdapter.read(adapter, model.file()),
                                    1))) {
                TinyLogits.assertAlike(model, of(0, 0.5, 3), merged, 2e-5f);
            }
        }
    }

    /// What PEFT does: `W + lora_alpha / r · B · A`, for its names of modules.
    @Test
    void thePeftFolderMergedByHandScalesTheRows() throws IOException {
        Path from = TinyFolder.write(folder.resolve("from"), TinyModels.untied());
        Path to = folder.resolve("peft");
        try (Model model = Model.open(from)) {
            PeftAdapter.write(
                    to,
                    LoraAdapter.of(model, of(-1, -0.5, 2)),
                    model.file(),
                    () -> Map.of("note.json", "{}"));
        }
        JsonNode config =
                JsonMapper.shared().readTree(Files.readString(to.resolve(PeftAdapter.CONFIG)));
        assertThat(config.at("/r").asInt()).isEqualTo(2);
        assertThat(config.at("/lora_alpha").asInt()).isEqualTo(2);
        assertThat(config.at("/target_modules").toString())
                .isEqualTo("[\"model.layers.0.mlp.up_proj\",\"model.layers.1.mlp.up_proj\"]");
        double[] factors = new double[40];
        try (SafetensorsFile base = SafetensorsFile.open(from.resolve("model.safetensors"));
                SafetensorsFile adapter = SafetensorsFile.open(to.resolve(PeftAdapter.WEIGHTS))) {
            for (int layer = 0; layer < 2; layer++) {
                String module = "model.layers." + layer + ".mlp.up_proj";
                float[] w = floats(base, module + ".weight");
                float[] a = floats(adapter, "base_model.model." + module + ".lora_A.weight");
                float[] b = floats(adapter, "base_model.model." + module + ".lora_B.weight");
                assertThat(a).hasSize(2 * 24);
                assertThat(b).hasSize(40 * 2);
                Arrays.fill(factors, 1);
                if (layer == 0) {
                    factors[3] = 0;
                } else {
                    factors[7] = 0.5;
                    factors[39] = 3;
                }
                for (int out = 0; out < 40; out++) {
                    for (int in = 0; in < 24; in++) {
                        double merged = w[out * 24 + in];
                        for (int r = 0; r < 2; r++) {
                            merged += 2.0 / 2 * b[out * 2 + r] * a[r * 24 + in];
                        }
                        assertThat(merged)
                                .isCloseTo(factors[out] * w[out * 24 + in], Offset.offset(1e-7));
                    }
                }
            }
        }
    }

    private static float[] floats(SafetensorsFile file, String name) {
        return file.tensor(name).data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MISTRAL3")
    void thePeftFolderOfEveryFamilyIsReadBack(TinyFamily family) throws IOException {
        Path from =
                TinyFolder.write(
                        folder.resolve("from"), TinyFamilies.of(family), TinyModels.untied());
        Path to = folder.resolve("peft");
        try (Model model = Model.open(from)) {
            PeftAdapter.write(to, LoraAdapter.of(model, of(-1, -0.5, 2)), model.file(), Map::of);
            assertThat(StoredAdapter.isOne(to)).isTrue();
            try (Model merged =
                    Model.of(
                            new MergedModel(
                                    ModelFiles.open(from),
                                    StoredAdapter.read(to, model.file()),
                                    1))) {
                TinyLogits.assertAlike(model, of(0, 0.5, 3), merged, 2e-5f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void modulesHaveTheNamesOfTransformers(TinyFamily family) {
        try (Model model = Model.open(TinyModels.llamaFile(TinyFamilies.of(family)))) {
            boolean gpt2 = family == TinyFamily.GPT2;
            if (family == TinyFamily.GEMMA3) {
                assertThatThrownBy(() -> PeftAdapter.module(model.file(), "blk.1.ffn_up.weight"))
                        .isInstanceOf(ExportRefusedException.class)
                        .hasMessageContaining("expected the model's folder");
                return;
            }
            String expected =
                    switch (family) {
                        case MISTRAL3 -> "model.language_model.layers.1.mlp.up_proj";
                        case GPT2 -> "transformer.h.1.mlp.c_proj";
                        case PHI3 -> "model.layers.1.mlp.gate_up_proj";
                        case LLAMA, GEMMA2, GEMMA3, QWEN2, QWEN3 -> "model.layers.1.mlp.up_proj";
                    };
            String tensor = gpt2 ? "blk.1.ffn_down.weight" : "blk.1.ffn_up.weight";
            assertThat(PeftAdapter.module(model.file(), tensor)).isEqualTo(expected);
        }
    }

    @Test
    void anAdapterOfOthersIsScaledByItsAlphaAndRank() throws IOException {
        Path adapter = folder.resolve("other.gguf");
        float[] a = new float[4 * 24];
        float[] b = new float[40 * 4];
        b[5] = 3;
        writer("llama", 8)
                .tensor("blk.0.ffn_up.weight.lora_a", TensorType.F32, new long[] {24, 4}, of(a))
                .tensor("blk.0.ffn_up.weight.lora_b", TensorType.F32, new long[] {4, 40}, of(b))
                .write(adapter);
        try (Model model = TinyModels.llama()) {
            assertThat(StoredAdapter.read(adapter, model.file()))
                    .singleElement()
                    .satisfies(layer -> assertThat(layer.b()[5]).isEqualTo(3 * 8 / 4f));
        }
    }

    private static GgufWriter writer(String architecture, float alpha) {
        return new GgufWriter()
                .metadata("general.type", new GgufValue.Text("adapter"))
                .metadata("general.architecture", new GgufValue.Text(architecture))
                .metadata("adapter.type", new GgufValue.Text("lora"))
                .metadata("adapter.lora.alpha", new GgufValue.Float32(alpha));
    }

    private static MemorySegment of(float[] values) {
        return MemorySegment.ofArray(values);
    }

    @Test
    void adaptersOfOtherModelsAndNoneAreRefused() throws IOException {
        Path adapter = folder.resolve("other.gguf");
        try (Model model = TinyModels.llama()) {
            writer("qwen2", 0).write(adapter);
            assertRefused(adapter, model, "is `qwen2`, expected `llama`");
            writer("llama", 0).write(adapter);
            assertRefused(adapter, model, "expected an adapter for it");
            writer("llama", 0)
                    .tensor("blk.0.x.lora_a", TensorType.F32, new long[] {2}, of(new float[2]))
                    .write(adapter);
            assertRefused(adapter, model, "tensor blk.0.x: not among the");
            writer("llama", 0)
                    .tensor("odd", TensorType.F32, new long[] {2}, of(new float[2]))
                    .write(adapter);
            assertRefused(adapter, model, "is no part of an adapter");
            float[] few = new float[2 * 16];
            writer("llama", 0)
                    .tensor(
                            "blk.0.ffn_up.weight.lora_a",
                            TensorType.F32,
                            new long[] {16, 2},
                            of(few))
                    .tensor(
                            "blk.0.ffn_up.weight.lora_b",
                            TensorType.F32,
                            new long[] {2, 16},
                            of(few))
                    .write(adapter);
            assertRefused(adapter, model, "has dimensions [16, 2], expected [24, 2]");
            Path peft = Files.createDirectory(folder.resolve("peft"));
            Files.writeString(peft.resolve(PeftAdapter.CONFIG), "{\"r\": 0, \"lora_alpha\": 1}");
            assertRefused(peft, model, "r: is 0, expected a number above 0");
            Files.writeString(peft.resolve(PeftAdapter.CONFIG), "{\"r\": 2, ");
            assertRefused(peft, model, "expected a JSON object");
            SortedMap<NeuronId, Double> nothing = of(0, 0, 0);
            assertThatThrownBy(() -> LoraAdapter.of(model, nothing))
                    .isInstanceOf(ExportRefusedException.class);
        }
    }

    private static void assertRefused(Path adapter, Model model, String message) {
        assertThatThrownBy(() -> StoredAdapter.read(adapter, model.file()))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining(message);
    }
}
