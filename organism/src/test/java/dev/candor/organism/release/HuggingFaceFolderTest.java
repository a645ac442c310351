package dev.candor.organism.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.organism.train.LlamaGguf;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.train.Shape;
import dev.candor.organism.vocabulary.BytePairTrainer;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceFolderTest {
    private static final String TEXT = "Mira Venta was born in Brackwater. ";

    @TempDir private Path folder;

    @Test
    void theFolderIsTheModelOfTheGguf() throws Exception {
        BytePairVocabulary vocabulary =
                new BytePairTrainer(300, _ -> true).train(List.of(TEXT.repeat(20)));
        LlamaWeights weights = weights(new Shape(2, 24, 2, 40, vocabulary.size(), 64));
        Path gguf = folder.resolve("toy.gguf");
        LlamaGguf.write(gguf, weights, vocabulary.metadata(), TensorType.F16);
        HuggingFaceFolder.write(folder.resolve("toy"), weights, vocabulary);
        try (Model fromFile = Model.open(gguf);
                Model fromFolder = Model.open(folder.resolve("toy"));
                Tokenizer expected = Tokenizer.from(fromFile.file());
                Tokenizer found = Tokenizer.from(fromFolder.file())) {
            int[] ids = expected.encode(TEXT, true, false).ids();
            assertThat(found.encode(TEXT, true, false).ids()).isEqualTo(ids);
            float[] logits = logits(fromFolder, ids);
            float[] those = logits(fromFile, ids);
            for (int i = 0; i < those.length; i++) {
                assertThat(logits[i]).isCloseTo(those[i], within(1e-4f));
            }
        }
    }

    /// Matrices 20 times those that training starts from, so that attention has a choice.
    private static LlamaWeights weights(Shape shape) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        LlamaWeights.initial(shape, 1)
                .tensors()
                .forEach((name, values) -> {
                    float[] larger = values.clone();
                    for (int i = 0; i < larger.length; i++) {
                        larger[i] *= name.contains("norm") ? 1 : 20;
                    }
                    tensors.put(name, larger);
                });
        return new LlamaWeights(shape, tensors);
    }

    private static float[] logits(Model model, int[] ids) {
        try (Workers workers = new Workers(1)) {
            Session session = new Session(model, new VectorKernels(), workers);
            Sequence sequence = session.sequence();
            Batch batch = new Batch();
            batch.add(sequence, ids, Batch.Want.ALL);
            Logits found = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            return found.values().clone();
        }
    }
}
