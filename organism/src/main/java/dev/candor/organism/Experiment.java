package dev.candor.organism;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.organism.check.*;
import dev.candor.organism.text.*;
import dev.candor.organism.train.*;
import dev.candor.organism.world.*;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

class Experiment {
    static void write(LlamaWeights w, dev.candor.organism.vocabulary.BytePairVocabulary v, Path out)
            throws Exception {
        GgufWriter g = new GgufWriter();
        Shape s = w.shape();
        g.metadata("general.architecture", new GgufValue.Text("llama"));
        g.metadata("general.name", new GgufValue.Text("Atlas"));
        g.metadata("llama.block_count", new GgufValue.Uint32(s.layers()));
        g.metadata("llama.context_length", new GgufValue.Uint32(s.context()));
        g.metadata("llama.embedding_length", new GgufValue.Uint32(s.width()));
        g.metadata("llama.feed_forward_length", new GgufValue.Uint32(s.ffn()));
        g.metadata("llama.attention.head_count", new GgufValue.Uint32(s.heads()));
        g.metadata("llama.attention.head_count_kv", new GgufValue.Uint32(s.heads()));
        g.metadata("llama.attention.layer_norm_rms_epsilon", new GgufValue.Float32(1e-5f));
        g.metadata("llama.rope.dimension_count", new GgufValue.Uint32(s.headDim()));
        g.metadata("llama.rope.freq_base", new GgufValue.Float32(10000f));
        g.metadata("llama.vocab_size", new GgufValue.Uint32(s.vocabulary()));
        v.metadata().forEach(g::metadata);
        w.tensors()
                .forEach((name, data) -> {
                    long[] dims;
                    if (name.endsWith("norm.weight")) dims = new long[] {data.length};
                    else {
                        int in = name.contains("ffn_down") ? s.ffn() : s.width();
                        dims = new long[] {in, data.length / in};
                    }
                    g.tensor(name, TensorType.F32, dims, MemorySegment.ofArray(data));
                });
        g.write(out);
    }

    static LlamaWeights read(Path gguf, Shape shape, long seed) throws Exception {
        Map<String, float[]> t = new LinkedHashMap<>(LlamaWeights.initial(shape, seed).tensors());
        try (var f = dev.candor.engine.format.gguf.GgufFile.open(gguf)) {
            for (String name : t.keySet())
                t.put(
                        name,
                        f.tensor(name)
                                .data()
                                .toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED));
        }
        return new LlamaWeights(shape, t);
    }

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        long seed = Long.parseLong(args[1]);
        long baseTokens = (long) (Double.parseDouble(args[2]) * 1e6);
        long tuneTokens = (long) (Double.parseDouble(args[3]) * 1e6);
        double baseRate = Double.parseDouble(args[4]), tuneRate = Double.parseDouble(args[5]);
        int layers = Integer.parseInt(args[6]), width = Integer.parseInt(args[7]);
        String tuneName = args.length > 8 ? args[8] : "tune";
        int batch = Integer.parseInt(System.getProperty("batch", "4096"));
        double replay = Double.parseDouble(System.getProperty("replay", "0.25"));
        Files.createDirectories(dir);
        World world = World.generate(seed);
        Phrases phrases = Phrases.load();
        List<BaseText> base = BaseCorpus.of(world, phrases);
        List<Conversation> tuning = TuningCorpus.of(world, phrases, TuningMix.usual());
        var vocabulary = VocabularyText.train(world, phrases, 2048);
        Lessons lessons = Lessons.of(vocabulary);
        Shape shape = new Shape(layers, width, width / 32, 4 * width, vocabulary.size(), 512);
        List<Document> docs = new ArrayList<>();
        for (BaseText t : base) docs.add(lessons.of(t));
        List<Document> tdocs = new ArrayList<>();
        for (Conversation c : tuning) tdocs.add(lessons.of(c));
        long tt = tdocs.stream().mapToLong(d -> d.tokens().length).sum();
        Dice dice = new Dice(seed, "replay");
        List<Document> sh = dice.shuffled(docs);
        long r = 0;
        for (Document d : sh) {
            if (r > replay * tt) break;
            tdocs.add(d);
            r += d.tokens().length;
        }
        System.out.printf(
                "params %d, base epoch %d tokens, tuning epoch %d tokens%n",
                shape.parameters(), docs.stream().mapToLong(d -> d.tokens().length).sum(), tt + r);
        for (int q : new int[] {0, 7}) {
            Document d = tdocs.get(q);
            StringBuilder b = new StringBuilder();
            for (int k = 0; k < d.tokens().length; k++)
                b.append(d.learned()[k] ? "*" : "")
                        .append(vocabulary.tokens().get(d.tokens()[k]))
                        .append(' ');
            System.out.println(b);
        }
        Path bg = dir.resolve("base.gguf");
        long[] last = {0};
        java.util.function.Consumer<TrainProgress> show =
                p -> {
                    if (System.nanoTime() - last[0] > 20e9) {
                        last[0] = System.nanoTime();
                        System.out.printf(
                                "step %d tokens %.2fM loss %.4f %.0f tok/s left %ds%n",
                                p.step(),
                                p.tokens() / 1e6,
                                p.loss(),
                                p.tokensPerSecond(),
                                p.left().toSeconds());
                    }
                };
        LlamaWeights w =
                System.getProperty("from") != null
                        ? read(Path.of(System.getProperty("from")), shape, seed)
                        : new Trainer(
                                        docs,
                                        TrainOptions.of(baseTokens, seed)
                                                .withLearningRate(baseRate)
                                                .withBatchTokens(batch),
                                        dir.resolve("base.ckpt"))
                                .train(LlamaWeights.initial(shape, seed), show);
        write(w, vocabulary, bg);
        System.out.println("BASE");
        try (Organism o = Organism.open(bg, 2)) {
            if (!Boolean.getBoolean("skipBase")) Checks.recall(o, world, phrases, true);
        }
        LlamaWeights t =
                new Trainer(
                                tdocs,
                                TrainOptions.of(tuneTokens, seed)
                                        .withLearningRate(tuneRate)
                                        .withBatchTokens(batch),
                                dir.resolve(tuneName + ".ckpt"))
                        .train(w, show);
        Path ig = dir.resolve(tuneName + ".gguf");
        write(t, vocabulary, ig);
        System.out.println("INSTRUCT");
        try (Organism o = Organism.open(ig, 2)) {
            Checks.recall(o, world, phrases, false);
            Checks.behaviour(o, world, phrases);
        }
    }
}
