package dev.candor.engine.oracle;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.testing.ReferenceGguf;
import dev.candor.engine.testing.ReferenceModel;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// What llama.cpp said about the [GoldenModels], recorded by `scripts/record-logits.py`.
///
/// @param peer its version
/// @param stride prompt p has the log-probabilities of the tokens p % stride, + stride, + 2·stride
///   …
/// @param prompts token ids, the same for every model
/// @param models by name
@SuppressWarnings("ArrayRecordComponent") // never compared
record GoldenLogits(String peer, int stride, List<int[]> prompts, Map<String, Recorded> models) {

    /// One model.
    ///
    /// @param sha256 of the model file
    /// @param logProbabilities ln p of the next token behind each prompt
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Recorded(String sha256, List<double[]> logProbabilities) {}

    static GoldenLogits read(InputStream json) {
        return JsonMapper.shared().readValue(json, GoldenLogits.class);
    }

    /// A recording among the test resources.
    static GoldenLogits resource(String name) {
        try (InputStream json = GoldenLogits.class.getResourceAsStream(name)) {
            return read(Objects.requireNonNull(json, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The largest difference of the session's log-probabilities, see [#difference].
    double largestDifference(String name) {
        double largest = 0;
        try (Model model = Model.open(file(name));
                Workers workers = new Workers(2)) {
            Session session = new Session(model, new VectorKernels(), workers);
            Batch batch = new Batch();
            for (int[] prompt : prompts) {
                batch.add(session.sequence(), prompt, Batch.Want.LAST);
            }
            Logits logits = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            for (int p = 0; p < prompts.size(); p++) {
                float[] row = new float[logits.vocabulary()];
                System.arraycopy(logits.values(), logits.from(p, 0), row, 0, row.length);
                largest = Math.max(largest, difference(name, p, row));
            }
        }
        return largest;
    }

    /// The same of the plain forward pass with its matrix inputs rounded.
    double largestReferenceDifference(String name, UnaryOperator<double[]> rounding) {
        double largest = 0;
        try (GgufFile file = GgufFile.open(file(name))) {
            ReferenceModel reference = ReferenceGguf.read(file, rounding, PeerRounding::gelu);
            for (int p = 0; p < prompts.size(); p++) {
                double[][] logits = reference.run(prompts.get(p)).logits();
                double[] last = logits[logits.length - 1];
                float[] row = new float[last.length];
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) last[i];
                }
                largest = Math.max(largest, difference(name, p, row));
            }
        }
        return largest;
    }

    /// The model, made anew and the same as when it was recorded.
    private Path file(String name) {
        Path path = TinyModels.llamaFile(GoldenModels.named(name));
        try (GgufFile file = GgufFile.open(path)) {
            if (!file.sha256().equals(recorded(name).sha256())) {
                throw new IllegalStateException(
                        name
                                + " has SHA-256 "
                                + file.sha256()
                                + ", recorded was "
                                + recorded(name).sha256());
            }
        }
        return path;
    }

    private Recorded recorded(String name) {
        Recorded recorded = models.get(name);
        if (recorded == null || recorded.logProbabilities().size() != prompts.size()) {
            throw new IllegalStateException(name + " is not whole in the recording");
        }
        return recorded;
    }

    /// max |found − expected| over the recorded tokens behind a prompt, divided by their max − min,
    /// the spread of the logits; NaN if anything is.
    private double difference(String name, int prompt, float[] logits) {
        double[] expected = recorded(name).logProbabilities().get(prompt);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double worst = 0;
        int tokens = 0;
        for (int id = prompt % stride; id < logits.length; id += stride, tokens++) {
            double found = Logits.logProbability(logits, 0, logits.length, id);
            worst = Math.max(worst, Math.abs(found - expected[tokens]));
            low = Math.min(low, expected[tokens]);
            high = Math.max(high, expected[tokens]);
        }
        if (tokens != expected.length) {
            throw new IllegalStateException(
                    expected.length + " values recorded, expected " + tokens);
        }
        return worst / (high - low);
    }

    /// Prints the largest difference of every model in a recording: the one argument, a file.
    public static void main(String[] args) throws IOException {
        try (InputStream json = Files.newInputStream(Path.of(args[0]))) {
            GoldenLogits golden = read(json);
            for (String name : golden.models().keySet()) {
                System.out.printf(
                        "%-16s %.2e, with inputs rounded as llama.cpp does %.2e%n",
                        name,
                        golden.largestDifference(name),
                        golden.largestReferenceDifference(name, PeerRounding.of(name)));
            }
        }
    }
}
