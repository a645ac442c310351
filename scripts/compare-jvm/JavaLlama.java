import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;

/// java-llama.cpp: `JavaLlama MODEL.gguf THREADS PREFILL DECODE WARM-UPS`. It is llama.cpp's server
/// behind JNI, so its times include that server's queue and the text it makes of each token.
record JavaLlama(LlamaModel model, StringBuffer log) implements Engine {
    public static void main(String[] args) {
        StringBuffer log = new StringBuffer();
        LlamaModel.setLogger(LogFormat.TEXT, (level, line) -> log.append(line));
        int threads = Integer.parseInt(args[1]);
        ModelParameters parameters =
                new ModelParameters()
                        .setModel(args[0])
                        .setThreads(threads)
                        .setThreadsBatch(threads)
                        .setCtxSize(2048);
        try (LlamaModel model = new LlamaModel(parameters)) {
            Measure.of(args, 2).print(new JavaLlama(model, log));
        } catch (RuntimeException failed) {
            System.err.println(log);
            throw failed;
        }
        System.exit(0); // the server's thread is no daemon
    }

    @Override
    public String build() {
        return log.toString()
                .lines()
                .filter(line -> line.contains("system_info"))
                .findFirst()
                .orElse("does not say what it was built for");
    }

    @Override
    public double prefill(String words) {
        Words.check(words, model.encode(words).length + 1); // it encodes without the first token
        long start = System.nanoTime();
        for (LlamaOutput _ : model.generate(greedy(words, 1))) {}
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public double decode(String words, int tokens) {
        var replies = model.generate(greedy(words, tokens + 1)).iterator();
        replies.next();
        long start = System.nanoTime();
        while (replies.hasNext()) {
            replies.next();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public String answer(String text, int tokens) {
        StringBuilder said = new StringBuilder();
        for (LlamaOutput reply : model.generate(greedy(text, tokens))) {
            said.append(reply);
        }
        return said.toString();
    }

    private static InferenceParameters greedy(String prompt, int tokens) {
        return new InferenceParameters(prompt)
                .setTemperature(0)
                .setNPredict(tokens)
                .setIgnoreEos(true)
                .setCachePrompt(false);
    }
}
