package dev.candor.lab.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.store.RecordLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnSetTest {
    private static final NeuronColumns NEURONS = new NeuronColumns(2, 4);
    private static final NeuronSet H = set(new NeuronId(0, 1), new NeuronId(1, 3));
    private static final NeuronSet OTHER = set(new NeuronId(0, 0), new NeuronId(1, 2));
    private static final float[] MEANS = {0.5f, 0.25f, 9, 9, 9, 9, 0.25f, 0.75f};

    /// A record of `sets.jsonl` as it was before loudness was kept.
    private record Earlier(String name, DialSet.Kind kind, List<String> neurons) {}

    @TempDir private Path dir;

    private static NeuronSet set(NeuronId... neurons) {
        return NeuronSet.of(List.of(neurons));
    }

    private static SetLoudness loudness(NeuronSet set) {
        return Objects.requireNonNull(SetLoudness.of(set, H, NEURONS, MEANS));
    }

    @Test
    void loudnessIsTheSumOfMeanContributionsOverThatOfTheHNeurons() {
        assertThat(loudness(H)).isEqualTo(new SetLoudness(1, 1));
        assertThat(loudness(OTHER).contribution()).isCloseTo(0.75, within(1e-9));
        assertThat(loudness(OTHER).ratio()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void nothingIsAsLoudAsSilence() {
        assertThat(SetLoudness.of(OTHER, H, NEURONS, new float[8])).isNull();
    }

    @Test
    void aSetComesBackFromItsLogWithItsLoudness() {
        DialSet set = new DialSet("matched-1", DialSet.Kind.MATCHED, OTHER);
        DrawnSet drawn = DrawnSet.of(set, loudness(OTHER));
        Path file = dir.resolve("sets.jsonl");
        try (RecordLog<DrawnSet> log = RecordLog.open(file, DrawnSet.class)) {
            log.append(drawn);
            log.append(DrawnSet.of(set, null));
        }
        try (RecordLog<DrawnSet> log = RecordLog.open(file, DrawnSet.class)) {
            assertThat(log.records()).containsExactly(drawn, DrawnSet.of(set, null));
            assertThat(log.records().getFirst().set()).isEqualTo(set);
        }
    }

    @Test
    void aLogFromBeforeLoudnessWasKeptIsStillRead() {
        Path file = dir.resolve("sets.jsonl");
        try (RecordLog<Earlier> log = RecordLog.open(file, Earlier.class)) {
            log.append(new Earlier("random-1", DialSet.Kind.RANDOM, List.of("0/0", "1/2")));
        }
        try (RecordLog<DrawnSet> log = RecordLog.open(file, DrawnSet.class)) {
            assertThat(log.records())
                    .containsExactly(
                            new DrawnSet(
                                    "random-1", DialSet.Kind.RANDOM, List.of("0/0", "1/2"), null));
        }
    }
}
