package dev.candor.organism.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Reads the documents epoch after epoch, each in an order of its own, in batches. The order
/// follows from seed and epoch alone, so that a place is two numbers and training resumes where it
/// was.
final class Reading {
    /// @param epoch from 0
    /// @param next documents of the epoch read before
    record Place(int epoch, int next) {}

    private final List<Document> documents;
    private final int batchTokens;
    private final long seed;
    private int[] order;
    private Place place;

    Reading(List<Document> documents, int batchTokens, long seed, Place from) {
        this.documents = documents;
        this.batchTokens = batchTokens;
        this.seed = seed;
        this.place = from;
        this.order = order(from.epoch());
    }

    Place place() {
        return place;
    }

    /// As many documents as have `batchTokens` positions together, one at least.
    List<Document> nextBatch() {
        List<Document> batch = new ArrayList<>();
        int tokens = 0;
        while (true) {
            if (place.next() == order.length) {
                place = new Place(place.epoch() + 1, 0);
                order = order(place.epoch());
            }
            Document document = documents.get(order[place.next()]);
            tokens += document.positions();
            if (tokens > batchTokens && !batch.isEmpty()) {
                return batch;
            }
            batch.add(document);
            place = new Place(place.epoch(), place.next() + 1);
        }
    }

    private int[] order(int epoch) {
        int[] order = new int[documents.size()];
        // Spread the bits: neighbouring seeds begin alike.
        Random random = new Random((seed * 1_000_003 + epoch) * 0x9E3779B97F4A7C15L);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
