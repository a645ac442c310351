package dev.candor.bench;

import java.util.function.Consumer;

/// Takes a [Cost] in pairs, each the other way round than the one before.
record CostBench(int rounds, Consumer<String> progress) {

    CostReport.Row run(Cost cost) {
        Cost.About about = cost.about();
        progress.accept("warm-up, " + about.name());
        int warmUps =
                WarmUp.FULL.untilSettled(() -> cost.with().seconds())
                        + WarmUp.FULL.untilSettled(() -> cost.without().seconds());
        Answer with = cost.with();
        Answer without = cost.without();
        require(about, "with and without neurons in view", with.first(), without.first());
        Pairs pairs = new Pairs();
        for (int round = 0; round < rounds; round++) {
            progress.accept("round %d, %s".formatted(round + 1, about.name()));
            for (int i = 0; i < about.pairs(); i++) {
                boolean withFirst = i % 2 == 0;
                Answer one = withFirst ? cost.with() : cost.without();
                Answer other = withFirst ? cost.without() : cost.with();
                Answer nextWith = withFirst ? one : other;
                Answer nextWithout = withFirst ? other : one;
                require(about, "in two runs", with.checksum(), nextWith.checksum());
                require(about, "in two runs", without.checksum(), nextWithout.checksum());
                pairs.add(nextWith.seconds(), nextWithout.seconds());
            }
        }
        return CostReport.Row.of(about, pairs, warmUps, with.checksum());
    }

    private static void require(Cost.About about, String when, String one, String other) {
        if (!one.equals(other)) {
            throw new IllegalStateException(
                    "%s: checksums %s and %s %s, expected the same"
                            .formatted(about.name(), one, other, when));
        }
    }
}
