import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.SafeTensorSupport;
import com.github.tjake.jlama.safetensors.prompt.PromptContext;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache;
import com.github.tjake.jlama.tensor.operations.TensorOperationsProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Jlama: `Jlama WEIGHTS FOLDER THREADS PREFILL DECODE WARM-UPS`, where WEIGHTS is the type that it
/// runs the matrices in: `BF16` as the folder has them, `I8` quantised by Jlama when the model is
/// opened, `Q4` quantised by Jlama into a folder of its own beside the other, once.
///
/// Working memory is F32 and inputs of quantised products are I8, as its command line sets them.
record Jlama(AbstractModel model, KvBufferCache caches) implements Engine {
    public static void main(String[] args) throws Exception {
        DType weights = DType.valueOf(args[0]);
        Path folder = Path.of(args[1]);
        Optional<DType> atOpening = Optional.empty();
        switch (weights) {
            case BF16 -> {}
            case I8 -> atOpening = Optional.of(weights);
            case Q4 -> folder = quantized(folder, weights);
            default -> throw new IllegalArgumentException("weights " + weights);
        }
        try (AbstractModel model =
                        ModelSupport.loadModel(
                                folder.toFile(),
                                null,
                                DType.F32,
                                DType.I8,
                                atOpening,
                                Optional.of(Integer.parseInt(args[2])));
                KvBufferCache caches = new KvBufferCache(model)) {
            Measure.of(args, 3).print(new Jlama(model, caches));
        }
        System.exit(0); // its threads are no daemons
    }

    private static Path quantized(Path folder, DType weights) throws Exception {
        Path target = folder.resolveSibling(folder.getFileName() + "-" + weights);
        if (!Files.exists(target.resolve("model.safetensors"))) {
            SafeTensorSupport.quantizeModel(
                    folder, weights, new String[] {"norm"}, null, Optional.of(target));
        }
        return target;
    }

    @Override
    public String build() {
        return TensorOperationsProvider.get().name();
    }

    @Override
    public double prefill(String words) {
        int[] prompt = encode(words);
        Words.check(words, prompt.length);
        try (Run run = new Run()) {
            long start = System.nanoTime();
            run.read(prompt);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    @Override
    public double decode(String words, int tokens) {
        try (Run run = new Run()) {
            int token = run.read(encode(words));
            long start = System.nanoTime();
            for (int i = 0; i < tokens; i++) {
                token = run.next(token);
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    @Override
    public String answer(String text, int tokens) {
        StringBuilder said = new StringBuilder();
        try (Run run = new Run()) {
            int token = run.read(encode(text));
            for (int i = 0; i < tokens; i++) {
                said.append(model.getTokenizer().decode(token));
                token = run.next(token);
            }
        }
        return said.toString();
    }

    private int[] encode(String text) {
        return model.encodePrompt(PromptContext.of(text));
    }

    /// One sequence with its keys and values.
    private final class Run implements AutoCloseable {
        private final KvBufferCache.KvBuffer keysAndValues = caches.getEphemeralKvBuffer();
        private final AbstractTensor logits = model.makeDenseTensor(model.getConfig().vocabularySize);
        private int length;

        int read(int[] prompt) {
            try (AbstractTensor states = model.batchForward(prompt, length, keysAndValues)) {
                length += prompt.length;
                return likeliest(states.slice(states.shape().first() - 1));
            }
        }

        int next(int token) {
            try (AbstractTensor state =
                    model.forward(token, length, keysAndValues, Optional.empty())) {
                length++;
                return likeliest(state);
            }
        }

        private int likeliest(AbstractTensor state) {
            return model.sample(state, 0, 0, logits);
        }

        @Override
        public void close() {
            logits.close();
            keysAndValues.close();
        }
    }
}
