package dev.candor.guard.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.OpenModel;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.guard.live.TinyGuard;
import dev.candor.lab.contribution.Cett;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchTest {
    private static final int[] PROMPT = {1, 20, 33};
    private static final int[] REPLY = {340, 350, 360, 341};

    @TempDir Path folder;
    private OpenModel open;
    private Probe probe;

    @BeforeEach
    void open() throws IOException {
        Path model = TinyGuard.model(7);
        open = OpenModel.of(Model.of(ModelFiles.open(model)), 1, warning -> {});
        probe = ProbeFile.read(TinyGuard.probe(folder, model, -0.5));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private Probe at(Position position) {
        return new Probe(
                probe.weights(),
                probe.intercept(),
                probe.threshold(),
                probe.C(),
                position,
                probe.neurons(),
                probe.scale(),
                probe.from());
    }

    private void read(ForwardTap tap, Gains gains) {
        Session session = open.session();
        try (Sequence sequence = session.sequence()) {
            Batch batch = new Batch();
            int[] all = Arrays.copyOf(PROMPT, PROMPT.length + REPLY.length);
            System.arraycopy(REPLY, 0, all, PROMPT.length, REPLY.length);
            batch.add(sequence, all, Batch.Want.LAST);
            session.forward(batch, tap, any -> gains);
        }
    }

    /// By hand: z before the gains, from the definition.
    private double byHand(Probe of, int token, Gains gains) {
        NeuronColumns neurons = of.neurons();
        int position = PROMPT.length + token - (of.position() == Position.EMIT ? 1 : 0);
        double[] score = {of.intercept()};
        float[] said = new float[of.weights().size()];
        read(
                new ForwardTap() {
                    @Override
                    public void activations(int layer, TapRows rows, float[] z) {
                        for (int row = 0; row < rows.count(); row++) {
                            for (int k = 0; k < said.length; k++) {
                                NeuronId id = neurons.neuron(of.weights().columns()[k]);
                                if (rows.position(row) == position && id.layer() == layer) {
                                    said[k] = z[row * neurons.ffn() + id.index()];
                                }
                            }
                        }
                    }

                    @Override
                    public void ffn(int layer, TapRows rows, float[] z, float[] h) {
                        int d = open.session().config().width();
                        for (int row = 0; row < rows.count(); row++) {
                            if (rows.position(row) != position) {
                                continue;
                            }
                            double norm = Cett.inverseNorm(h, row * d, d);
                            for (int k = 0; k < of.weights().size(); k++) {
                                NeuronId id = neurons.neuron(of.weights().columns()[k]);
                                if (id.layer() == layer) {
                                    float down =
                                            open.session()
                                                    .downColumnNorms(layer, new int[] {id.index()})[
                                                    0];
                                    score[0] +=
                                            of.weights().value(k) * Math.abs(said[k]) * down * norm;
                                }
                            }
                        }
                    }
                },
                gains);
        return score[0];
    }

    @ParameterizedTest
    @EnumSource(Position.class)
    void scoreIsThatOfTheTokensOwnPositionWhateverTheDial(Position position) {
        Probe of = at(position);
        Monitor monitor = new Monitor(of, open.session());
        for (float alpha : new float[] {1, 0.5f, 0, 3}) {
            Gains gains = Gains.of(monitor.neurons, alpha);
            Watch watch = monitor.watch(PROMPT.length);
            read(watch.tap(), gains);
            for (int token = 0; token < REPLY.length; token++) {
                assertThat(watch.score(token))
                        .as("α %s, token %d", alpha, token)
                        .isCloseTo(byHand(of, token, gains), within(1e-5));
            }
        }
    }

    @Test
    void neuronsTurnedDownDoNotLowerTheScoreByThemselves() {
        Monitor monitor = new Monitor(probe, open.session());
        NeuronId last = monitor.neurons.get(2);
        Gains half = Gains.of(Map.of(last, 0.25f));
        Watch whole = monitor.watch(PROMPT.length);
        Watch turned = monitor.watch(PROMPT.length);
        read(whole.tap(), Gains.NONE);
        read(turned.tap(), half);
        NeuronShare before = share(whole, last);
        assertThat(share(turned, last).contribution())
                .isCloseTo(before.contribution(), within(0.2 * before.contribution()));
    }

    private static NeuronShare share(Watch watch, NeuronId neuron) {
        return watch.top(1, 9).stream()
                .filter(each -> each.neuron().equals(neuron))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lastSentenceIsFoundAlikeWhereverTheReplyBegan() {
        Monitor monitor = new Monitor(probe, open.session());
        Watch watch = monitor.watch(PROMPT.length);
        String text =
                "It is approx. 5 m long. Mr. Smith met Ann. No. 5. 6. was it! Then e.g. 7 of \"Bob's"
                        + " cats?\" They (all) left... at 5.30 p.m. on Mt. Everest. Yes.\n\nSo it is. End";
        LastSentence growing = new LastSentence(monitor, watch);
        for (int length = 1; length <= text.length(); length++) {
            DecodedText reply =
                    new DecodedText(text.substring(0, length), new int[] {0}, new int[] {length});
            SentenceRisk last = growing.of(reply);
            assertThat(last).as(reply.text()).isEqualTo(new LastSentence(monitor, watch).of(reply));
            List<SentenceRisk> all = Sentences.of(reply, monitor, watch);
            assertThat(last).isEqualTo(all.isEmpty() ? null : all.getLast());
        }
    }
}
