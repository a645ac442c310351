package dev.candor.bench;

/// Decoding behind one prompt under seven α side by side, and under one.
final class AlphasDecodeCost implements Cost {
    private static final int PAIRS = 8;

    private final Alphas alphas;
    private final Alphas.Read read;
    private final int steps;

    /// @param steps tokens decoded of each
    AlphasDecodeCost(Alphas alphas, int steps) {
        this.alphas = alphas;
        this.steps = steps;
        read = alphas.read(alphas.gains().size());
    }

    @Override
    public About about() {
        String name = "%d α of one prompt, decode, a step".formatted(alphas.gains().size());
        return new About(name, steps, false, 2.5, PAIRS);
    }

    @Override
    public Answer with() {
        return alphas.decode(read, alphas.gains().size(), steps);
    }

    @Override
    public Answer without() {
        return alphas.decode(read, 1, steps);
    }

    @Override
    public void close() {
        read.close();
    }
}
