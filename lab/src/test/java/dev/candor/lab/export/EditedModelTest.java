package dev.candor.lab.export;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.NeuronTensors;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Weights that were edited and read again do what gains do.
class EditedModelTest {
    private static final TreeMap<NeuronId, Double> ALPHAS =
            new TreeMap<>(
                    Map.of(
                            new NeuronId(0, 3), 0.0,
                            new NeuronId(1, 7), 0.5,
                            new NeuronId(1, 39), 3.0,
                            new NeuronId(1, 8), 1.0));

    @TempDir private Path folder;

    private Path edited(Model model) throws IOException {
        Path to = folder.resolve("edited.gguf");
        EditedModel.of(model, ALPHAS)
                .writeGguf(
                        to,
                        "candor.export.",
                        Map.of("candor.export.format", new GgufValue.Text("test")),
                        "candor.export.model_sha256",
                        () -> model.file().sha256());
        return to;
    }

    @ParameterizedTest
    @EnumSource
    void theEditedFileOfEveryFamilyIsTheModelUnderGains(TinyFamily family) throws IOException {
        Path file = TinyModels.llamaFile(TinyFamilies.of(family));
        try (Model model = Model.open(file)) {
            Path to = edited(model);
            try (Model again = Model.open(to)) {
                // F32: a row times α and then x, or x and then α, differ in the last bits.
                TinyLogits.assertAlike(model, ALPHAS, again, 2e-5f);
                assertThat(again.file().string("candor.export.model_sha256"))
                        .isEqualTo(model.file().sha256());
                assertThat(changedRows(model, again)).isEqualTo(expectedRows(model));
            }
        }
    }

    private static List<String> expectedRows(Model model) {
        List<String> rows = new ArrayList<>();
        ALPHAS.forEach((neuron, alpha) -> {
            NeuronTensors at = model.neurons(neuron.layer());
            if (alpha != 1 && at.scalesByRow()) {
                rows.add(at.up() + " " + (at.firstRow() + neuron.index()));
            }
        });
        return rows;
    }

    /// Rows that differ; of a column of wDown, which crosses all rows, nothing.
    private static List<String> changedRows(Model model, Model again) {
        List<String> rows = new ArrayList<>();
        for (String name : model.file().listing().keySet()) {
            var one = model.file().tensor(name);
            var other = again.file().tensor(name);
            long rowBytes = one.type().rowBytes(one.columns());
            for (long row = 0; row < one.rows(); row++) {
                boolean same =
                        one.data()
                                        .asSlice(row * rowBytes, rowBytes)
                                        .mismatch(other.data().asSlice(row * rowBytes, rowBytes))
                                == -1;
                if (!same && model.neurons(0).scalesByRow()) {
                    rows.add(name + " " + row);
                } else if (!same) {
                    assertThat(name).endsWith("ffn_down.weight");
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHoldsTheDialInItsRows(TensorType type) throws IOException {
        int width = Math.max(64, type.blockValues());
        Path file =
                TinyModels.llamaFile(
                        width(width), ffn(Math.max(96, 2 * type.blockValues())), type(type));
        try (Model model = Model.open(file)) {
            Accuracy accuracy = EditedModel.of(model, ALPHAS).accuracy();
            assertThat(accuracy.worst()).isLessThan(0.01);
            try (Model again = Model.open(edited(model))) {
                // The error of a factor, at most, on neurons of which α is at most 3. Where token
                // rows are rounded to eight bits, a value may round another way.
                float tolerance = Matrix.isInterleaved(type) ? 3e-2f : 5e-3f;
                TinyLogits.assertAlike(model, ALPHAS, again, tolerance);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MISTRAL3")
    void theEditedFolderOfEveryFamilyIsTheModelUnderGains(TinyFamily family) throws IOException {
        Path from = folder.resolve("from");
        TinyFolder.write(from, 3, Map.of(), TinyFamilies.of(family), TinyModels.untied());
        Files.writeString(from.resolve("pytorch_model.bin"), "other weights");
        Files.writeString(from.resolve("README.md"), "a card");
        Path to = folder.resolve("to");
        try (Model model = Model.open(from)) {
            EditedModel.of(model, ALPHAS).writeFolder(to, () -> Map.of("note.json", "{}"));
            try (Model again = Model.open(to)) {
                TinyLogits.assertAlike(model, ALPHAS, again, 2e-5f);
            }
        }
        assertThat(to.resolve("note.json")).hasContent("{}");
        assertThat(to.resolve("README.md")).hasContent("a card");
        assertThat(to.resolve("pytorch_model.bin")).doesNotExist();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("from", "to");
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(file.getFileName());
                if (file.toString().endsWith(".safetensors")) {
                    sameButForTheFfn(file, copy);
                } else if (!file.toString().endsWith(".bin")) {
                    assertThat(copy).hasSameBinaryContentAs(file);
                }
            }
        }
    }

    private static void sameButForTheFfn(Path file, Path copy) {
        try (SafetensorsFile one = SafetensorsFile.open(file);
                SafetensorsFile other = SafetensorsFile.open(copy)) {
            assertThat(other.listing()).isEqualTo(one.listing());
            for (String name : one.listing().keySet()) {
                if (!name.contains("mlp.")) {
                    assertThat(one.rawTensor(name).mismatch(other.rawTensor(name)))
                            .as(name)
                            .isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Q8_0, 0.005, 0.05", "Q4_0, 0.02, 0.5"})
    void columnsOfAnUngatedModelAreQuantisedAgain(TensorType type, double least, double most)
            throws IOException {
        Option gpt2 =
                TinyFamilies.all(
                        TinyModels.family(TinyFamily.GPT2), width(64), ffn(96), type(type));
        try (Model model = Model.open(TinyModels.llamaFile(gpt2))) {
            EditedModel edited = EditedModel.of(model, ALPHAS);
            assertThat(edited.form()).isEqualTo(WeightForm.DOWN_COLUMN);
            assertThat(edited.accuracy().worst()).isBetween(least / 10, most);
            try (Model again = Model.open(edited(model))) {
                TinyLogits.assertAlike(model, ALPHAS, again, (float) most);
            }
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedWithAReason() throws IOException {
        Option gpt2 =
                TinyFamilies.all(
                        TinyModels.family(TinyFamily.GPT2),
                        width(256),
                        ffn(256),
                        type(TensorType.Q4_K));
        try (Model model = Model.open(TinyModels.llamaFile(gpt2))) {
            assertThatThrownBy(() -> EditedModel.of(model, ALPHAS))
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("blk.0.ffn_down.weight is Q4_K");
        }
        TreeMap<NeuronId, Double> nothing = new TreeMap<>(Map.of(new NeuronId(0, 1), 1.0));
        try (Model model = TinyModels.llama()) {
            assertThatThrownBy(() -> EditedModel.of(model, nothing))
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("no neuron has a factor other than 1");
            assertThatThrownBy(() ->
                            EditedModel.of(model, ALPHAS).writeFolder(folder.resolve("f"), Map::of))
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("is a GGUF file");
        }
        Path hf = TinyFolder.write(folder.resolve("from"));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine"), "x");
        try (Model model = Model.open(hf)) {
            assertThatThrownBy(() -> edited(model))
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("is a folder of safetensors");
            assertThatThrownBy(() -> EditedModel.of(model, ALPHAS).writeFolder(taken, Map::of))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() ->
                            EditedModel.of(model, ALPHAS)
                                    .writeFolder(
                                            folder.resolve("half"),
                                            () -> {
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("from", "taken");
    }

    @Test
    void anEditOfAnEditSaysSo() throws IOException {
        try (Model model = TinyModels.llama()) {
            Path once = edited(model);
            try (Model first = Model.open(once)) {
                Path twice = folder.resolve("twice.gguf");
                EditedModel.of(first, ALPHAS)
                        .writeGguf(
                                twice,
                                "candor.export.",
                                Map.of("candor.export.format", new GgufValue.Text("again")),
                                "candor.export.model_sha256",
                                () -> first.file().sha256());
                try (GgufFile second = GgufFile.open(twice)) {
                    assertThat(second.string("candor.export.format")).isEqualTo("again");
                    assertThat(second.string("candor.export.model_sha256"))
                            .isEqualTo(first.file().sha256());
                }
            }
        }
    }
}
