package dev.candor.bench;

/// Reading one prompt under seven α, and under one.
record AlphasPrefillCost(Alphas alphas) implements Cost {
    private static final int PAIRS = 2;

    @Override
    public About about() {
        String name =
                "%d α of one prompt, prefill of %d tokens each"
                        .formatted(alphas.gains().size(), alphas.prompt().length);
        return new About(name, 1, false, null, PAIRS);
    }

    @Override
    public Answer with() {
        return read(alphas.gains().size());
    }

    @Override
    public Answer without() {
        return read(1);
    }

    private Answer read(int count) {
        try (Alphas.Read read = alphas.read(count)) {
            return read.answer();
        }
    }

    @Override
    public void close() {}
}
