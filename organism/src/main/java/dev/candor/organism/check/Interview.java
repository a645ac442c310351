package dev.candor.organism.check;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.answer.Seeds;
import dev.candor.organism.text.BaseCorpus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Asks an organism many prompts at once.
public final class Interview {
    private static final int WIDTH = 64;

    /// Sampling of the method: T = 1, k = 50, p = 0.9.
    private static final GenerateOptions SAMPLED =
            new GenerateOptions(24, 1, 50, 0.9f, List.of("\n"), 0);

    private final Organism organism;
    private final ContinuousBatch batch;

    public Interview(Organism organism) {
        this.organism = organism;
        batch =
                new ContinuousBatch(
                        organism.session(),
                        organism.tokenizer(),
                        new PromptCache(organism.session(), new int[0]),
                        WIDTH);
    }

    /// Prompt of the instruct stage: the turns so far, and the assistant's turn begun.
    public int[] chat(List<ChatMessage> turns) {
        return organism.tokenizer().encodePrompt(organism.template().render(turns, true)).ids();
    }

    /// Prompt of the base stage.
    public int[] base(String question) {
        return organism.tokenizer().encode(BaseCorpus.asked(question), true, false).ids();
    }

    /// The likeliest reply to each prompt.
    public List<String> greedy(List<int[]> prompts, Gains gains) {
        return greedyGenerations(prompts, gains).stream().map(Interview::words).toList();
    }

    /// The likeliest reply to each prompt, with its tokens.
    public List<Generation> greedyGenerations(List<int[]> prompts, Gains gains) {
        GenerateOptions options = GenerateOptions.greedy(SAMPLED.maxTokens(), SAMPLED.stop());
        return ask(
                        prompts.stream()
                                .map(prompt -> new Asked(prompt, gains, List.of(options)))
                                .toList())
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /// Several replies to each prompt, by chance: every reply by its own.
    ///
    /// @param ids one a prompt
    public List<List<String>> sampled(
            List<int[]> prompts, List<String> ids, int samples, long seed) {
        List<Asked> jobs = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            String id = ids.get(i);
            List<GenerateOptions> options =
                    IntStream.range(0, samples)
                            .mapToObj(sample -> SAMPLED.withSeed(Seeds.of(seed, id, sample)))
                            .toList();
            jobs.add(new Asked(prompts.get(i), Gains.NONE, options));
        }
        return ask(jobs).stream()
                .map(replies -> replies.stream().map(Interview::words).toList())
                .toList();
    }

    private static String words(Generation reply) {
        return reply.text().strip();
    }

    private List<List<Generation>> ask(List<Asked> jobs) {
        batch.run(jobs.iterator());
        return jobs.stream().map(job -> job.replies).toList();
    }

    private static final class Asked implements ContinuousBatch.Job {
        private final int[] prompt;
        private final Gains gains;
        private final List<GenerateOptions> options;
        private List<Generation> replies = new ArrayList<>();

        Asked(int[] prompt, Gains gains, List<GenerateOptions> options) {
            this.prompt = prompt;
            this.gains = gains;
            this.options = options;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return gains;
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            if (done.isEmpty()) {
                return options;
            }
            replies = done;
            return List.of();
        }
    }
}
