package dev.candor.organism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class SliceTest {
    @Test
    void documentsComputedTogetherDoNotSeeEachOther() {
        LlamaWeights weights = LlamaWeights.initial(ToyText.SHAPE, 3);
        List<Document> documents =
                List.of(document(3, 9, 4), document(7, 1, 2), document(5, 6, 7, 8, 2));
        try (PointerScope _ = new PointerScope()) {
            Layout layout = new Layout(ToyText.SHAPE);
            Tensor flat = torch.tensor(layout.join(weights));
            float[] together = Torch.floats(new Graph(layout).logits(flat, Slice.of(documents)));
            List<Float> alone = new ArrayList<>();
            for (Document document : documents) {
                int[] read = Arrays.copyOf(document.tokens(), document.positions());
                for (float[] row : TorchLlama.logits(weights, read)) {
                    for (float logit : row) {
                        alone.add(logit);
                    }
                }
            }
            assertThat(together).hasSize(alone.size());
            for (int i = 0; i < together.length; i++) {
                assertThat(together[i]).isCloseTo(alone.get(i), within(1e-5f));
            }
        }
    }

    @Test
    void onlyLearnedTokensAreTargets() {
        Document document =
                new Document(new int[] {1, 2, 3, 4}, new boolean[] {true, false, false, true});
        Slice slice = Slice.of(List.of(document));
        assertThat(slice.inputs()).containsExactly(1, 2, 3);
        assertThat(slice.positions()).containsExactly(0, 1, 2);
        assertThat(slice.learned()).containsExactly(2);
        assertThat(slice.targets()).containsExactly(4);
    }

    @Test
    void aBatchIsCutIntoEvenSharesWithEveryDocumentOnce() {
        List<Document> batch = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int[] tokens = new int[2 + i % 9];
            tokens[0] = i;
            batch.add(new Document(tokens, new boolean[tokens.length]));
        }
        List<Slice> slices = Slice.cut(batch, 100, 2);
        assertThat(slices).hasSize(4);
        List<Long> firsts = new ArrayList<>();
        for (Slice slice : slices) {
            assertThat(slice.inputs().length).isBetween(60, 90);
            for (int row = 0; row < slice.inputs().length; row++) {
                if (slice.positions()[row] == 0) {
                    firsts.add(slice.inputs()[row]);
                }
            }
            assertThat(slice.blocks().stream().mapToInt(Slice.Block::rows).sum())
                    .isEqualTo(slice.inputs().length);
        }
        assertThat(firsts).hasSize(60).doesNotHaveDuplicates();
    }

    private static Document document(int... tokens) {
        boolean[] learned = new boolean[tokens.length];
        Arrays.fill(learned, true);
        return new Document(tokens, learned);
    }
}
