package dev.candor.app.find;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;

import dev.candor.app.bundled.ModelSource;
import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.contribution.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A random tiny model and question files of which it knows about half: their accepted answers are
/// what it says.
///
/// @param model the model file
/// @param questions to train on
/// @param evaluation to evaluate on
public record TinyStudy(Path model, Path questions, Path evaluation) {
    private static final int WIDTH = 32;
    private static final int VOCABULARY = 700;
    private static final int MAX_TOKENS = 4;
    private static final String UNKNOWN = "nobody has ever said so";

    /// Makes all three files in `dir`.
    public static TinyStudy in(Path dir) {
        Path model = model(dir.resolve("tiny.gguf"), 1);
        return new TinyStudy(
                model,
                questions(model, dir.resolve("half.jsonl"), "capital", 130, 2),
                questions(model, dir.resolve("other.jsonl"), "currency", 40, 2));
    }

    /// A model whose output has words to say: no bytes, no control tokens.
    public static Path model(Path file, long seed, TinyModels.Option... more) {
        float[] output = new float[VOCABULARY * WIDTH];
        Random random = new Random(seed);
        for (int i = 259 * WIDTH; i < output.length; i++) {
            output[i] = (float) random.nextGaussian() * 0.5f;
        }
        List<TinyModels.Option> options = new ArrayList<>(List.of(more));
        options.addAll(
                List.of(
                        seed(seed),
                        width(WIDTH),
                        ffn(48),
                        vocabulary(VOCABULARY),
                        context(640),
                        untied(),
                        tensor("output.weight", output, WIDTH, VOCABULARY)));
        return TinyModels.write(file, options.toArray(TinyModels.Option[]::new));
    }

    /// @param knownOf one of so many is answered with what the model says, 0 for none
    public static Path questions(Path model, Path file, String topic, int count, int knownOf) {
        return questions(model, file, topic, count, knownOf, PromptStyle.FEW_SHOT);
    }

    /// @param style in which the model is asked
    public static Path questions(
            Path model, Path file, String topic, int count, int knownOf, PromptStyle style) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("what is the " + topic + " of country number " + i + "?");
        }
        List<String> said = knownOf == 0 ? List.of() : answers(model, texts, style);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean known = knownOf > 0 && i % knownOf == 0;
            ObjectNode line = JsonMapper.shared().createObjectNode();
            line.put("question", texts.get(i));
            line.putArray("answer").add(known && isWord(said.get(i)) ? said.get(i) : UNKNOWN);
            lines.append(line).append('\n');
        }
        try {
            return Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWord(String text) {
        return text.chars().filter(Character::isLetter).count() > 1;
    }

    private static List<String> answers(Path model, List<String> questions, PromptStyle style) {
        List<String> answers = new ArrayList<>();
        try (LoadedModel loaded =
                LoadedModel.open(new ModelSource.InFile(model), 1, warning -> {})) {
            Prompter prompter = loaded.prompter(style);
            List<int[]> prompts = questions.stream().map(prompter::prompt).toList();
            try (PromptCache cache =
                    new PromptCache(loaded.session(), PromptCache.commonPrefix(prompts))) {
                List<ContinuousBatch.Job> jobs = new ArrayList<>();
                for (int i = 0; i < prompts.size(); i++) {
                    int number = i;
                    answers.add("");
                    jobs.add(
                            new ContinuousBatch.Job() {
                                @Override
                                public int[] prompt() {
                                    return prompts.get(number);
                                }

                                @Override
                                public List<GenerateOptions> next(List<Generation> done) {
                                    return done.isEmpty()
                                            ? List.of(
                                                    GenerateOptions.greedy(
                                                            MAX_TOKENS, prompter.stop()))
                                            : List.of();
                                }

                                @Override
                                public void finished(int sample, Generation reply) {
                                    answers.set(number, reply.text().strip());
                                }
                            });
                }
                new ContinuousBatch(loaded.session(), loaded.tokenizer(), cache, 16)
                        .run(jobs.iterator());
            }
        }
        return answers;
    }

    /// The command line of a run into `out`.
    public List<String> arguments(Path out) {
        return List.of(
                "find",
                "--model",
                model.toString(),
                "--questions",
                questions.toString(),
                "--eval",
                evaluation.toString(),
                "--out",
                out.toString(),
                "--samples",
                "4",
                "--consistent",
                "4",
                "--temperature",
                "0.15",
                "--max-tokens",
                "" + MAX_TOKENS,
                "--prompt-style",
                "few-shot",
                "--agreement",
                "6",
                "--width",
                "8",
                "--threads",
                "1");
    }

    private static QuestionSource source(Path file) {
        return new QuestionSource(file.getFileName().toString(), file, Integer.MAX_VALUE);
    }

    /// The same as options.
    public FindOptions options(Path out) {
        return options(out, null, null);
    }

    /// With samples of a server, or with labels of answers that `questions` holds, if there are
    /// any.
    FindOptions options(Path out, @Nullable SamplerOptions sampler, @Nullable Path labels) {
        return options(out, sampler, labels, null);
    }

    /// With replies of another run.
    FindOptions options(Path out, Path replies) {
        return options(out, null, null, replies);
    }

    private FindOptions options(
            Path out,
            @Nullable SamplerOptions sampler,
            @Nullable Path labels,
            @Nullable Path replies) {
        return new FindOptions(
                new ModelSource.InFile(model),
                List.of(source(questions)),
                List.of(source(evaluation)),
                out,
                "",
                1000,
                4,
                4,
                0.15f,
                50,
                0.9f,
                MAX_TOKENS,
                7,
                "few-shot",
                Position.INPUT,
                OtherTokens.SEQUENCE,
                List.of(),
                10,
                20,
                6,
                true,
                8,
                1,
                Judging.BY_RULE,
                sampler,
                replies,
                labels);
    }
}
