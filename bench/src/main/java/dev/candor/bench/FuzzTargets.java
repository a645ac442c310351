package dev.candor.bench;

import dev.candor.app.bundled.Bundle;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.format.safetensors.SafetensorsTensor;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.CRC32C;

/// What is damaged: a model file as a user would open it.
final class FuzzTargets {
    private FuzzTargets() {}

    /// The bundled base model: metadata, tensors, tokenizer and chat template.
    static Fuzz gguf() {
        byte[] good = Bundle.own().bytes("atlas-base.gguf");
        Path name = Path.of("damaged.gguf");
        try (GgufFile file = GgufFile.open(name, MemorySegment.ofArray(good))) {
            long header =
                    file.listing().values().stream()
                            .mapToLong(GgufTensorInfo::offset)
                            .min()
                            .orElseThrow();
            return new Fuzz("gguf", good, (int) header, bytes -> openGguf(name, bytes));
        }
    }

    private static void openGguf(Path name, byte[] bytes) {
        try (Model model = Model.of(GgufFile.open(name, MemorySegment.ofArray(bytes)));
                Tokenizer tokenizer = Tokenizer.from(model.file())) {
            int[] _ = tokenizer.encode("Is it so?", true, false).ids();
            var _ = ChatTemplate.from(model.file(), InstantSource.system());
        }
    }

    /// A small file of safetensors, every value of every tensor read.
    ///
    /// @param folder where it is written, damaged, and read
    static Fuzz safetensors(Path folder) throws IOException {
        Path good = folder.resolve("good.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (TensorType type : List.of(TensorType.F32, TensorType.F16, TensorType.BF16)) {
            for (int layer = 0; layer < 3; layer++) {
                writer.tensor(
                        "model.layers.%d.%s.weight".formatted(layer, type),
                        type,
                        new long[] {6, 8},
                        MemorySegment.ofArray(new byte[(int) type.rowBytes(48)]));
            }
        }
        writer.write(good);
        byte[] bytes = Files.readAllBytes(good);
        long header =
                Long.BYTES + MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        Path damaged = folder.resolve("damaged.safetensors");
        return new Fuzz(
                "safetensors",
                bytes,
                (int) header,
                bad -> {
                    Files.write(damaged, bad);
                    openSafetensors(damaged);
                });
    }

    private static void openSafetensors(Path path) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (SafetensorsTensor tensor : file.tensors().values()) {
                new CRC32C().update(tensor.data().asByteBuffer());
            }
        }
    }
}
