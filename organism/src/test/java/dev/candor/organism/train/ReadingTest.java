package dev.candor.organism.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final List<Document> DOCUMENTS = documents();

    @Test
    void anEpochReadsEveryDocumentOnceAndTheNextInAnotherOrder() {
        Reading reading = new Reading(DOCUMENTS, 7, 1, new Reading.Place(0, 0));
        List<Document> read = new ArrayList<>();
        while (read.size() < 2 * DOCUMENTS.size()) {
            List<Document> batch = reading.nextBatch();
            assertThat(Document.positions(batch)).isBetween(4L, 7L);
            read.addAll(batch);
        }
        List<Document> first = read.subList(0, DOCUMENTS.size());
        List<Document> second = read.subList(DOCUMENTS.size(), 2 * DOCUMENTS.size());
        assertThat(first).containsExactlyInAnyOrderElementsOf(DOCUMENTS);
        assertThat(second).containsExactlyInAnyOrderElementsOf(DOCUMENTS);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void readingFromAPlaceGoesOnAsIfItHadNotStopped() {
        Reading whole = new Reading(DOCUMENTS, 7, 1, new Reading.Place(0, 0));
        for (int batch = 0; batch < 20; batch++) {
            Reading resumed = new Reading(DOCUMENTS, 7, 1, whole.place());
            assertThat(resumed.nextBatch()).isEqualTo(whole.nextBatch());
        }
    }

    @Test
    void aDocumentLargerThanABatchIsABatch() {
        Reading reading = new Reading(DOCUMENTS, 1, 1, new Reading.Place(0, 0));
        assertThat(reading.nextBatch()).hasSize(1);
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            int[] tokens = new int[2 + i % 4];
            documents.add(new Document(tokens, new boolean[tokens.length]));
        }
        return documents;
    }
}
