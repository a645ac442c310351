package dev.candor.organism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final LlamaWeights START = LlamaWeights.initial(ToyText.SHAPE, 1);

    @TempDir Path folder;

    @Test
    void learnsWhatAlwaysFollowsAndContinuesIt() throws IOException {
        List<TrainProgress> told = new ArrayList<>();
        LlamaWeights trained = trainer(200, "a").train(START, told::add);
        assertThat(told.getFirst().loss()).isGreaterThan(3);
        assertThat(told.getLast().loss()).isLessThan(0.05);
        assertThat(told.getLast().tokens()).isGreaterThanOrEqualTo(told.getLast().totalTokens());
        for (Document document : ToyText.documents()) {
            float[][] logits = TorchLlama.logits(trained, document.tokens());
            for (int t = 1; t < document.positions(); t++) {
                assertThat(largest(logits[t])).isEqualTo(document.tokens()[t + 1]);
            }
        }
    }

    @Test
    void trainingThatWasKilledEndsWithTheSameBits() throws IOException {
        assertThat(firstStepAfter(EndedTraining.Way.HALT, 12)).isEqualTo(18);
    }

    @Test
    void trainingThatIsToldToEndWritesACheckpointAndEndsWithTheSameBits() throws IOException {
        assertThat(firstStepAfter(EndedTraining.Way.EXIT, 30)).isGreaterThanOrEqualTo(18);
    }

    /// Ends a training after 17 steps or soon after, and compares the resumed one with a whole one.
    private long firstStepAfter(EndedTraining.Way way, int epochs) throws IOException {
        ForkedJvm.Result ended =
                ForkedJvm.run(
                        List.of("--enable-native-access=ALL-UNNAMED"),
                        EndedTraining.class,
                        way.name(),
                        folder.resolve("ended").toString(),
                        Integer.toString(epochs),
                        "17");
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(EndedTraining.EXIT_CODE);
        List<Long> steps = new ArrayList<>();
        LlamaWeights resumed =
                trainer(epochs, "ended").train(START, progress -> steps.add(progress.step()));
        LlamaWeights whole = trainer(epochs, "whole").train(START, _ -> {});
        whole.tensors()
                .forEach((name, values) ->
                        assertThat(resumed.tensor(name)).as(name).isEqualTo(values));
        return steps.getFirst();
    }

    @Test
    void trainingThatHasEndedGivesItsWeightsAgainWithoutAStep() throws IOException {
        LlamaWeights first = trainer(2, "a").train(START, _ -> {});
        List<TrainProgress> told = new ArrayList<>();
        LlamaWeights again = trainer(2, "a").train(START, told::add);
        assertThat(told).isEmpty();
        assertThat(again.tensor("token_embd.weight")).isEqualTo(first.tensor("token_embd.weight"));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
        trainer(2, "a").train(START, _ -> {});
        assertThatThrownBy(() -> trainer(3, "a").train(START, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("a").toString())
                .hasMessageContaining("documents, options or first weights differ");
        LlamaWeights other = LlamaWeights.initial(ToyText.SHAPE, 2);
        assertThatThrownBy(() -> trainer(2, "a").train(other, _ -> {}))
                .hasMessageContaining("documents, options or first weights differ");
    }

    @Test
    void aDamagedCheckpointIsRefused() throws IOException {
        trainer(2, "a").train(START, _ -> {});
        Path file = folder.resolve("a");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> trainer(2, "a").train(START, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is damaged: its checksum does not match");
        Files.write(file, Arrays.copyOf(bytes, 1000));
        assertThatThrownBy(() -> trainer(2, "a").train(START, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is damaged: it ends early");
    }

    @Test
    void aDocumentThatDoesNotFitTheShapeIsNamedByItsLength() {
        Document tooLong = new Document(new int[18], new boolean[18]);
        assertThatThrownBy(() ->
                        new Trainer(List.of(tooLong), ToyText.options(1), folder.resolve("a"))
                                .train(START, _ -> {}))
                .hasMessage("a document of 17 positions, expected at most the context of 16");
        Document unknown = new Document(new int[] {0, 30}, new boolean[2]);
        assertThatThrownBy(() ->
                        new Trainer(List.of(unknown), ToyText.options(1), folder.resolve("a"))
                                .train(START, _ -> {}))
                .hasMessage("token 30 in a document, expected below the vocabulary of 30");
    }

    private Trainer trainer(int epochs, String checkpoint) {
        return new Trainer(
                ToyText.documents(), ToyText.options(epochs), folder.resolve(checkpoint));
    }

    private static int largest(float[] logits) {
        int largest = 0;
        for (int i = 1; i < logits.length; i++) {
            largest = logits[i] > logits[largest] ? i : largest;
        }
        return largest;
    }
}
