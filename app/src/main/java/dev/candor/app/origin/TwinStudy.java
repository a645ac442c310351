package dev.candor.app.origin;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.origin.AskedModel.Reply;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.origin.Alignment;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.NeuronActivity;
import dev.candor.lab.origin.Noise;
import dev.candor.lab.origin.NoiseEffect.Disturbed;
import dev.candor.lab.origin.NoisyModel;
import dev.candor.lab.origin.ProbeTransfer;
import dev.candor.lab.origin.Replies;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.report.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One of two twins.
final class TwinStudy {
    private static final String QUESTIONS = "questions";

    /// Which of two clusters of questions partners are found on, and which is left for all that is
    /// measured of them.
    private static final int MATCHED = 0;

    private static final int HELD = 1;

    private final TwinsOptions options;
    private final TwinsOptions.Twin twin;
    private final String name;
    private final Progress progress;

    /// @param name `a` or `b`
    TwinStudy(TwinsOptions options, TwinsOptions.Twin twin, String name, Progress progress) {
        this.options = options;
        this.twin = twin;
        this.name = name;
        this.progress = progress;
    }

    /// What the model leaves behind when it is closed.
    ///
    /// @param rows of its answers in the matrices of its folder, to questions that partners were
    ///   not found on
    /// @param input matrix of the contributions where a token is read
    /// @param emit matrix of those where it is drawn
    record Asked(
            Replies replies,
            Funnel funnel,
            List<AnswerRows> rows,
            Path input,
            Path emit,
            Alignment.Read read,
            Origin from) {
        Path matrix(Position position) {
            return switch (position) {
                case INPUT -> input;
                case EMIT -> emit;
            };
        }
    }

    /// Asks, captures the answers, and reads the texts that partners are found on.
    ///
    /// @param clusters of each question
    Asked ask(List<Question> questions, int[] clusters, String version) {
        try (LoadedModel loaded =
                LoadedModel.open(twin.model(), options.threads(), progress::say)) {
            Prompter prompter = loaded.prompter(options.style());
            AskedModel model = new AskedModel(options.how(), name, loaded, prompter, progress);
            AskedModel.Answered answered = model.ask(QUESTIONS, questions);
            OriginRun.requireBoth(twin.model().name(), "to measure on", answered.funnel());
            List<AnswerRows> rows =
                    held(
                            model.capture(answered.items(), twin.probe().position()),
                            questions,
                            clusters);
            progress.say("read " + name + ": questions with their right answers");
            return new Asked(
                    replies(answered.replies()),
                    answered.funnel(),
                    rows,
                    model.matrix(Position.INPUT),
                    model.matrix(Position.EMIT),
                    new Alignment.Read(
                            read(loaded, prompter, questions, clusters, MATCHED),
                            read(loaded, prompter, questions, clusters, HELD)),
                    loaded.origin(version, options.threads()));
        }
    }

    /// Rows of the questions whose right answers no partner was found on.
    private List<AnswerRows> held(List<AnswerRows> rows, List<Question> questions, int[] clusters) {
        Set<String> held = new HashSet<>();
        for (int i = 0; i < clusters.length; i++) {
            if (clusters[i] % 2 == HELD) {
                held.add(questions.get(i).id());
            }
        }
        List<AnswerRows> kept =
                rows.stream().filter(row -> held.contains(row.questionId())).toList();
        long wrong = kept.stream().filter(row -> row.verdict() == Verdict.WRONG).count();
        if (Math.min(wrong, kept.size() - wrong) < OriginRun.LEAST_ANSWERS) {
            throw new TooFewAnswersException(
                    "%s gave %d correct and %d wrong answers to the half of the questions that partners are not found on, expected at least %d of each"
                            .formatted(
                                    twin.model().name(),
                                    kept.size() - wrong,
                                    wrong,
                                    OriginRun.LEAST_ANSWERS));
        }
        return kept;
    }

    private static Replies replies(List<Reply> replies) {
        return new Replies(
                replies.stream().map(each -> each.response().text()).toList(),
                replies.stream().map(Reply::verdict).toList());
    }

    /// Reads the questions of every second cluster, each with its first right answer behind it:
    /// tokens that neither model wrote. What all prompts begin with is left out.
    ///
    /// @param half [#MATCHED] or [#HELD]
    private static NeuronActivity read(
            LoadedModel loaded,
            Prompter prompter,
            List<Question> questions,
            int[] clusters,
            int half) {
        List<int[]> prompts =
                questions.stream().map(question -> prompter.prompt(question.text())).toList();
        int common = PromptCache.commonPrefix(prompts).length;
        List<NeuronActivity.Text> texts = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (clusters[i] % 2 == half) {
                int[] prompt = prompts.get(i);
                int[] answer =
                        questions.get(i).aliases().isEmpty()
                                ? new int[0]
                                : loaded.tokenizer()
                                        .encode(questions.get(i).aliases().getFirst(), false, false)
                                        .ids();
                int[] all = Arrays.copyOf(prompt, prompt.length + answer.length);
                System.arraycopy(answer, 0, all, prompt.length, answer.length);
                texts.add(new NeuronActivity.Text(all, Math.min(common, prompt.length - 1)));
            }
        }
        if (texts.isEmpty()) {
            throw new TooFewAnswersException(
                    "all questions are about one thing, expected two at least: partners are found on half of them");
        }
        return NeuronActivity.read(loaded.session(), texts);
    }

    /// Both probes on the model's answers.
    ///
    /// @param other the twin's probe
    /// @param toModel from the twin's neurons to the model's
    ProbeTransfer transfer(Asked asked, Probe other, Alignment toModel) throws IOException {
        try (NpyMatrix own = NpyMatrix.open(asked.matrix(twin.probe().position()));
                NpyMatrix others = NpyMatrix.open(asked.matrix(other.position()))) {
            return ProbeTransfer.of(
                    AskedModel.judged(own, asked.rows),
                    twin.probe().linear(),
                    others,
                    other.linear(),
                    toModel,
                    options.draws(),
                    options.seed());
        }
    }

    /// Asks again with noise on the weights.
    ///
    /// @param asked what it did without
    Disturbed disturb(Noise.Target target, double size, List<Question> questions, Asked asked) {
        IntFunction<@Nullable NeuronSet> neurons = neurons(target, asked);
        List<Replies> draws = new ArrayList<>();
        for (int draw = 0; draw < options.noiseDraws(); draw++) {
            Noise noise = new Noise(size, options.seed() + draw, neurons.apply(draw));
            Model model =
                    Model.of(new NoisyModel(twin.model().open(), twin.probe().neurons(), noise));
            try (LoadedModel loaded = LoadedModel.of(model, options.threads(), warning -> {})) {
                AskedModel again =
                        new AskedModel(
                                options.how(),
                                name,
                                loaded,
                                loaded.prompter(options.style()),
                                progress);
                String set =
                        "noise-%s-%s-%d"
                                .formatted(target.name().toLowerCase(Locale.ROOT), size, draw + 1);
                draws.add(replies(again.replies(set, questions)));
            }
        }
        return Disturbed.of(asked.replies(), draws);
    }

    /// What the noise of each draw is on; null is everything.
    private IntFunction<@Nullable NeuronSet> neurons(Noise.Target target, Asked asked) {
        Probe probe = twin.probe();
        return switch (target) {
            case ALL -> draw -> null;
            case H_NEURONS -> draw -> probe.hNeurons();
            case RANDOM ->
                    new RandomNeurons(probe.neurons(), probe.hNeurons(), probe.weighted())
                                    .matched(
                                            asked.read().matched().loudness(),
                                            Math.max(
                                                    options.noiseDraws(),
                                                    RandomNeurons.LEAST_DRAWS),
                                            options.seed())
                            ::get;
        };
    }
}
