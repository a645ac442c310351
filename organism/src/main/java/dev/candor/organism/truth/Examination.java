package dev.candor.organism.truth;

import dev.candor.engine.forward.Generation;
import dev.candor.engine.neuron.Gains;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.Contribution;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.probe.Probe;
import dev.candor.organism.check.Interview;
import dev.candor.organism.check.Organism;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.truth.Reply.Judged;
import dev.candor.organism.truth.Reply.Reading;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/// Facts asked for one by one on neutral prompts, and what the probe makes of the answers.
///
/// @param replies one a fact
/// @param means mean contribution of every neuron over the answers, shape [layers · ffn]
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, handed on once
record Examination(List<Reply> replies, double[] means) {
    private record Asked(Entity entity, Attribute attribute, Question question, int[] prompt) {}

    /// Asks for every fact of these entities in the usual words.
    ///
    /// @param prompt of a question
    static Examination of(
            Organism organism,
            Probe probe,
            Phrases phrases,
            List<Entity> entities,
            Function<String, int[]> prompt) {
        List<Asked> asked = new ArrayList<>();
        for (Entity entity : entities) {
            for (Attribute attribute : entity.attributes()) {
                if (entity.planned(attribute) == entity.exposure().statements()) {
                    asked.add(asked(entity, attribute, phrases, prompt));
                }
            }
        }
        List<Generation> generations =
                new Interview(organism)
                        .greedyGenerations(asked.stream().map(Asked::prompt).toList(), Gains.NONE);
        return read(organism, probe, asked, generations);
    }

    private static Asked asked(
            Entity entity, Attribute attribute, Phrases phrases, Function<String, int[]> prompt) {
        String text = Phrases.fill(phrases.questions(attribute).getFirst(), entity.name(), "");
        Question question = new Question(text, "world", text, entity.values(attribute));
        return new Asked(entity, attribute, question, prompt.apply(text));
    }

    private static Examination read(
            Organism organism, Probe probe, List<Asked> asked, List<Generation> generations) {
        RuleJudge judge = new RuleJudge();
        RuleSpan spans = new RuleSpan();
        List<Verdict> verdicts = new ArrayList<>();
        List<Integer> answered = new ArrayList<>();
        List<ContributionCapture.Answer> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Question question = asked.get(i).question();
            Generation reply = generations.get(i);
            verdicts.add(judge.judge(question, reply.text()));
            SpanResult span =
                    spans.find(
                            question.text(),
                            reply.text(),
                            reply.decoded().starts(),
                            reply.decoded().ends());
            if (span instanceof SpanResult.Found found && verdicts.get(i) != Verdict.UNCLEAR) {
                answered.add(i);
                answers.add(
                        new ContributionCapture.Answer(
                                asked.get(i).prompt(), reply.tokens(), found.span()));
            }
        }
        Reading[] readings = new Reading[asked.size()];
        double[] means = new double[probe.neurons().count()];
        try (ContributionCapture capture =
                new ContributionCapture(
                        organism.session(),
                        organism.tokenizer(),
                        new int[0],
                        OtherTokens.RESPONSE)) {
            List<Contribution> contributions = capture.capture(answers);
            for (int a = 0; a < contributions.size(); a++) {
                Contribution contribution = contributions.get(a);
                float[] x =
                        probe.position() == Position.INPUT
                                ? contribution.answerInput()
                                : contribution.answerEmit();
                double score = probe.score(x);
                readings[answered.get(a)] =
                        new Reading(score, probe.risk(score), contribution.meanLogProbability());
                for (int j = 0; j < means.length; j++) {
                    means[j] += x[j] / contributions.size();
                }
            }
        }
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked fact = asked.get(i);
            replies.add(new Reply(fact.entity(), fact.attribute(), verdicts.get(i), readings[i]));
        }
        return new Examination(replies, means);
    }

    /// The answers about some entities.
    List<Judged> judged(Predicate<Entity> of) {
        return replies.stream()
                .filter(reply -> reply.reading() != null && of.test(reply.entity()))
                .map(reply ->
                        new Judged(
                                reply.entity(),
                                reply.verdict() == Verdict.WRONG,
                                Objects.requireNonNull(reply.reading())))
                .toList();
    }
}
