import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.tokenizer.Tokenizer;
import java.nio.file.Path;

/// Ours: `Candor MODEL.gguf THREADS PREFILL DECODE WARM-UPS`.
record Candor(Session session, Tokenizer tokenizer) implements Engine {
    public static void main(String[] args) {
        Kernels kernels = KernelProvider.best(System.err::println);
        try (Model model = Model.open(Path.of(args[0]));
                Tokenizer tokenizer = Tokenizer.from(model.file());
                Workers workers = new Workers(Integer.parseInt(args[1]))) {
            Candor engine = new Candor(new Session(model, kernels, workers), tokenizer);
            Measure.of(args, 2).print(engine);
        }
    }

    @Override
    public String build() {
        return "kernels " + session.kernels().describe();
    }

    @Override
    public double prefill(String words) {
        int[] prompt = encode(words);
        Words.check(words, prompt.length);
        try (Sequence sequence = session.sequence()) {
            long start = System.nanoTime();
            next(sequence, prompt);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    @Override
    public double decode(String words, int tokens) {
        try (Sequence sequence = session.sequence()) {
            int token = next(sequence, encode(words));
            long start = System.nanoTime();
            for (int i = 0; i < tokens; i++) {
                token = next(sequence, new int[] {token});
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    @Override
    public String answer(String text, int tokens) {
        int[] prompt = encode(text);
        var answer = tokenizer.detokenizerAfter(prompt);
        StringBuilder said = new StringBuilder();
        try (Sequence sequence = session.sequence()) {
            int token = next(sequence, prompt);
            for (int i = 0; i < tokens; i++) {
                said.append(answer.push(token));
                token = next(sequence, new int[] {token});
            }
        }
        return said.append(answer.finish()).toString();
    }

    private int[] encode(String text) {
        return tokenizer.encode(text, true, true).ids();
    }

    private int next(Sequence sequence, int[] tokens) {
        Batch batch = new Batch();
        batch.add(sequence, tokens, Batch.Want.LAST);
        return session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE).likeliest(0, 0);
    }
}
