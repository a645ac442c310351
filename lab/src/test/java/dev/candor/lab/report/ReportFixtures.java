package dev.candor.lab.report;

import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.Firing;
import dev.candor.lab.probe.Flagged;
import dev.candor.lab.probe.KindLead;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.probe.NegativeMarking;
import dev.candor.lab.probe.Reliability;
import dev.candor.lab.probe.Resamples;
import dev.candor.lab.probe.RiskCoverage;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.RocPoint;
import dev.candor.lab.report.DialExample.Reply;
import dev.candor.lab.report.DialExample.Turn;
import dev.candor.lab.report.Evidence.NeuronDetail;
import dev.candor.lab.report.Evidence.OtherSet;
import dev.candor.lab.report.Evidence.Prompt;
import dev.candor.lab.report.Evidence.ResidualSummary;
import dev.candor.lab.report.Evidence.SparsityScore;
import dev.candor.lab.report.Evidence.StabilitySummary;
import dev.candor.lab.report.ModelSummary.ParameterType;
import dev.candor.lab.report.ProbeSummary.Candidate;
import dev.candor.lab.report.ProbeSummary.HNeuron;
import dev.candor.lab.report.QuestionFunnel.Drop;
import dev.candor.lab.report.QuestionFunnel.Skip;
import dev.candor.lab.report.QuestionFunnel.SplitRows;
import dev.candor.lab.report.Settings.StyleCalibration;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reports of the size of a real run. Scores are drawn from two normal distributions, so the curves
/// and areas are those of real samples, as noisy as their sizes make them.
final class ReportFixtures {
    static final Versions VERSIONS = new Versions("0.1.0", "25.0.1");

    private ReportFixtures() {}

    /// How far apart, in standard deviations, each score puts wrong and correct answers.
    record Shifts(double probe, double random, double length, double logProbability) {}

    /// H-neurons ahead of every control, on all sets.
    static FindReport better() {
        return report("TinyLlama 1.1B Chat v1.0", new Shifts(1.9, 0.5, 0.3, 0.9), "nq-open");
    }

    /// Answer length does as well.
    static FindReport notBetter() {
        return report("TinyLlama 1.1B Chat v1.0", new Shifts(0.8, 0.4, 1.1, 0.5), "nq-open");
    }

    /// Nothing there.
    static FindReport noEvidence() {
        return report("TinyLlama 1.1B Chat v1.0", new Shifts(0.05, 0.0, 0.1, 0.1), "nq-open");
    }

    /// Names from files that mean harm.
    static FindReport hostile() {
        String name =
                "</script><script>alert('1')</script> \"a\" & 'b' {{data}} $1 \u2028\u001b[31m";
        return report(name, new Shifts(1.9, 0.5, 0.3, 0.9), "<img src=x onerror=alert(2)>");
    }

    /// Twelve correct answers: no probe.
    static FindReport tooFew() {
        QuestionFunnel funnel =
                new QuestionFunnel(
                        FindReport.TRAINING,
                        1000,
                        List.of(),
                        1000,
                        10,
                        12,
                        701,
                        96,
                        140,
                        51,
                        0,
                        List.of(new Drop("no answer span", 0, 3)),
                        List.of(
                                new SplitRows("train", 8, 420, 0, 428),
                                new SplitRows("validation", 2, 139, 0, 0),
                                new SplitRows("test", 2, 139, 0, 0)));
        return FindReport.of(
                VERSIONS,
                model("TinyLlama 1.1B Chat v1.0"),
                settings(),
                Verdicts.MATCHED,
                List.of(file("facts.jsonl", FindReport.TRAINING, 1000)),
                funnel,
                List.of(),
                null,
                List.of(),
                null,
                List.of());
    }

    static FindReport report(String modelName, Shifts shifts, String evaluationSet) {
        QuestionFunnel training = training();
        List<QuestionFunnel> evaluation =
                List.of(evaluation(evaluationSet, 500), evaluation("bioasq", 400));
        ModelSummary model = model(modelName);
        Random random = new Random(7);
        ProbeSummary probe = probe(model, new Random(8));
        List<EvaluationSet> sets = new ArrayList<>();
        sets.add(scored("test", true, training.rows().getLast(), shifts, random));
        double fade = 0.6;
        for (QuestionFunnel funnel : evaluation) {
            Shifts faded =
                    new Shifts(
                            shifts.probe * fade,
                            shifts.random * fade,
                            shifts.length * fade,
                            shifts.logProbability * fade);
            sets.add(scored(funnel.set(), false, funnel.rows().getFirst(), faded, random));
            fade /= 4;
        }
        return FindReport.of(
                VERSIONS,
                model,
                settings(),
                Verdicts.MATCHED,
                List.of(
                        file("facts.jsonl", FindReport.TRAINING, 1500),
                        file("trivia-samples.jsonl", FindReport.TRAINING, 1200),
                        file("open-questions.jsonl", evaluationSet, 500),
                        file("bioasq.json", "bioasq", 400)),
                training,
                evaluation,
                probe,
                sets,
                evidence(probe, sets, "Which hill of " + modelName + " is the highest?", random),
                List.of(
                        "Fewer than 20% of replies had other tokens, so the probe was trained 1-vs-1."));
    }

    /// Two conversations: one that changes with the dial, one that does not and has no risk.
    static FindReport dialled() {
        return better().withDial(
                        List.of(
                                new DialExample(
                                        "The highest hill",
                                        List.of(new Turn("user", "Which hill is the highest?")),
                                        "Nobody has measured it.",
                                        List.of(
                                                new Reply(0, " I do not know.", false),
                                                new Reply(1, " The green\n one", false),
                                                new Reply(3, " The green one, of course", true)),
                                        0.83,
                                        true),
                                new DialExample(
                                        "Are you sure?",
                                        List.of(
                                                new Turn("user", "Is it <b>raining</b>?"),
                                                new Turn("assistant", "No."),
                                                new Turn("user", "Are you sure?")),
                                        "It may give in.",
                                        List.of(
                                                new Reply(0, "", false),
                                                new Reply(1, "", false),
                                                new Reply(3, "", false)),
                                        Double.NaN,
                                        false)));
    }

    static ModelSummary model(String name) {
        return new ModelSummary(
                name,
                false,
                "a4c2".repeat(16),
                "llama",
                22,
                5632,
                123_904,
                List.of(
                        new ParameterType("Q8_0", 156, 1_099_956_224L),
                        new ParameterType("F32", 45, 92_160)));
    }

    static Settings settings() {
        return new Settings(
                7,
                0.5,
                50,
                0.9,
                10,
                10,
                8,
                "auto",
                "few-shot",
                List.of(
                        new StyleCalibration("chat", 40, 9),
                        new StyleCalibration("few-shot", 40, 17)),
                "sequence",
                "input",
                "1-vs-1",
                1000,
                " Respond with the answer only, without any explanation.",
                "./candor find --model models/tinyllama-q8.gguf --questions facts.jsonl --questions"
                        + " trivia-samples.jsonl --limit 1000 --temperature 0.5 --eval"
                        + " open-questions.jsonl --eval bioasq.json --out RUN");
    }

    static DataFile file(String name, String set, int questions) {
        return new DataFile(
                name,
                set,
                "jsonl",
                "5eed".repeat(16),
                questions,
                name.startsWith("tri") ? 2 : 0,
                4);
    }

    static QuestionFunnel training() {
        return new QuestionFunnel(
                FindReport.TRAINING,
                2700,
                List.of(new Skip("over --limit", 200)),
                2500,
                10,
                402,
                1198,
                131,
                602,
                67,
                100,
                List.of(new Drop("no answer span", 12, 48)),
                List.of(
                        new SplitRows("train", 234, 690, 61, 863),
                        new SplitRows("validation", 78, 230, 0, 0),
                        new SplitRows("test", 78, 230, 0, 0)));
    }

    static QuestionFunnel evaluation(String set, int questions) {
        int correct = questions / 8;
        return new QuestionFunnel(
                set,
                questions,
                List.of(),
                questions,
                1,
                correct,
                questions - correct - 40,
                25,
                0,
                15,
                0,
                List.of(new Drop("no answer span", 2, 9)),
                List.of(new SplitRows("evaluation", correct - 2, questions - correct - 49, 0, 0)));
    }

    static ProbeSummary probe(ModelSummary model, Random random) {
        List<HNeuron> neurons = new ArrayList<>();
        for (int i = 0; i < 42; i++) {
            int layer = Math.clamp(Math.round(13 + 4.5 * random.nextGaussian()), 0, 21);
            double mean = 0.002 + 0.01 * random.nextDouble();
            neurons.add(
                    new HNeuron(
                            layer,
                            random.nextInt(5632),
                            Math.exp(1.5 + 0.9 * random.nextGaussian()),
                            mean * (1.1 + 0.4 * random.nextDouble()),
                            mean));
        }
        return ProbeSummary.of(
                model,
                0.3,
                31,
                -1.8231,
                0.4127,
                3.2e-9,
                List.of(
                        new Candidate(0.01, 3, 0.691, 0.412, 1.103, false),
                        new Candidate(0.03, 9, 0.722, 0.409, 1.131, false),
                        new Candidate(0.1, 21, 0.748, 0.401, 1.149, false),
                        new Candidate(0.3, 42, 0.779, 0.392, 1.171, true),
                        new Candidate(1, 118, 0.782, 0.343, 1.125, false),
                        new Candidate(3, 260, 0.781, 0.251, 1.032, false)),
                neurons);
    }

    private static EvaluationSet scored(
            String set, boolean inDomain, SplitRows rows, Shifts shifts, Random random) {
        int correct = rows.correct();
        int wrong = rows.wrong();
        List<ScoreResult> scores = new ArrayList<>();
        scores.add(score(ScoreKind.H_NEURONS_INPUT, correct, wrong, shifts.probe, random));
        scores.add(score(ScoreKind.H_NEURONS_EMIT, correct, wrong, shifts.probe * 0.85, random));
        scores.add(drawn(ScoreKind.RANDOM_NEURONS, correct, wrong, shifts.random, random));
        scores.add(
                drawn(
                        ScoreKind.RANDOM_NEURONS_MATCHED,
                        correct,
                        wrong,
                        shifts.random * 1.2,
                        random));
        scores.add(score(ScoreKind.ANSWER_LENGTH, correct, wrong, shifts.length, random));
        scores.add(
                score(
                        ScoreKind.MEAN_LOG_PROBABILITY,
                        correct,
                        wrong,
                        shifts.logProbability,
                        random));
        scores.addAll(others(correct, wrong, shifts));
        List<ScoreResult> led = new ArrayList<>();
        Evaluation probe = scores.getFirst().evaluation();
        Evaluation alone =
                scores.stream()
                        .filter(score -> score.kind() == ScoreKind.H_NEURONS_REFITTED)
                        .findFirst()
                        .orElseThrow()
                        .evaluation();
        for (ScoreResult score : scores) {
            led.add(
                    score.kind().isProbe()
                            ? score
                            : led(score, score.kind().isOfHNeuronsAlone() ? alone : probe));
        }
        return new EvaluationSet(
                set,
                inDomain,
                false,
                correct,
                wrong,
                led,
                use(correct, wrong, shifts.probe, random));
    }

    /// The rest of what a run measures. Of a random stream of its own: what comes before it stays.
    private static List<ScoreResult> others(int correct, int wrong, Shifts shifts) {
        Random random = new Random(11);
        Map<ScoreKind, Double> apart = new LinkedHashMap<>();
        apart.put(ScoreKind.H_NEURONS_REFITTED, shifts.probe * 0.7);
        apart.put(ScoreKind.MIN_LOG_PROBABILITY, shifts.logProbability * 0.7);
        apart.put(ScoreKind.PERPLEXITY, shifts.logProbability * 0.6);
        apart.put(ScoreKind.TOKEN_ENTROPY, shifts.logProbability * 0.5);
        apart.put(ScoreKind.SPARSITY, shifts.random * 0.5);
        apart.put(ScoreKind.SELF_CONSISTENCY, shifts.logProbability * 1.3);
        apart.put(ScoreKind.SEMANTIC_ENTROPY, shifts.logProbability * 1.4);
        apart.put(ScoreKind.RESIDUAL_PROBE, shifts.probe * 0.7);
        apart.put(ScoreKind.ALL_NEURONS, shifts.probe * 0.65);
        apart.put(ScoreKind.QUESTION_KIND, shifts.length * 0.5);
        List<ScoreResult> scores = new ArrayList<>();
        apart.forEach((kind, shift) -> scores.add(score(kind, correct, wrong, shift, random)));
        ScoreResult within =
                score(ScoreKind.H_NEURONS_WITHIN_KIND, correct, wrong, shifts.probe * 0.8, random);
        scores.add(ScoreResult.of(within.kind(), within.evaluation(), Lead.NONE, null, List.of()));
        scores.add(drawn(ScoreKind.RANDOM_NEURONS_ALONE, correct, wrong, shifts.random, random));
        scores.add(
                drawn(
                        ScoreKind.RANDOM_NEURONS_ALONE_MATCHED,
                        correct,
                        wrong,
                        shifts.probe * 0.69,
                        random));
        return scores;
    }

    private static ScoreResult drawn(
            ScoreKind kind, int correct, int wrong, double shift, Random random) {
        List<List<RocPoint>> curves = new ArrayList<>();
        for (int draw = 0; draw < 10; draw++) {
            curves.add(curve(correct, wrong, shift, random));
        }
        double[] areas = curves.stream().mapToDouble(ReportFixtures::area).toArray();
        double mean = Arrays.stream(areas).average().orElseThrow();
        double squares = 0;
        for (double area : areas) {
            squares += (area - mean) * (area - mean);
        }
        return new ScoreResult(
                kind,
                evaluation(kind.label(), correct, wrong, mean),
                areas.length,
                Math.sqrt(squares / (areas.length - 1)),
                0,
                Lead.NONE,
                new KindLead(0.5 + 0.8 * (mean - 0.5), Lead.NONE),
                RocCurves.mean(curves));
    }

    private static ScoreResult score(
            ScoreKind kind, int correct, int wrong, double shift, Random random) {
        List<RocPoint> curve = curve(correct, wrong, shift, random);
        return ScoreResult.of(
                kind,
                evaluation(kind.label(), correct, wrong, area(curve)),
                Lead.NONE,
                kind.isProbe() ? null : new KindLead(0.5 + 0.8 * (area(curve) - 0.5), Lead.NONE),
                curve);
    }

    /// An evaluation with the interval of Hanley and McNeil 1982 for that area and those counts.
    static Evaluation evaluation(String name, int correct, int wrong, double auroc) {
        double q1 = auroc / (2 - auroc);
        double q2 = 2 * auroc * auroc / (1 + auroc);
        double square = auroc * auroc;
        double variance =
                (auroc * (1 - auroc) + (wrong - 1) * (q1 - square) + (correct - 1) * (q2 - square))
                        / ((double) wrong * correct);
        double half = 1.96 * Math.sqrt(variance);
        double accuracy = 0.5 + 0.8 * (auroc - 0.5);
        double step = 1.96 * Math.sqrt(accuracy * (1 - accuracy) / (wrong + correct));
        return new Evaluation(
                name,
                wrong,
                correct,
                auroc,
                new Interval(Math.max(0, auroc - half), Math.min(1, auroc + half)),
                accuracy,
                new Interval(accuracy - step, accuracy + step),
                Math.max(0, accuracy - 0.2),
                new Interval(Math.max(0, accuracy - 0.3), accuracy - 0.1));
    }

    /// A score with the probe's lead over it, its interval as if the two were independent.
    static ScoreResult led(ScoreResult score, Evaluation probe) {
        Evaluation own = score.evaluation();
        double auroc = own.auroc() < 0.5 ? 1 - own.auroc() : own.auroc();
        double half = Math.hypot(half(own.aurocInterval()), half(probe.aurocInterval()));
        double lead = probe.auroc() - auroc;
        return new ScoreResult(
                score.kind(),
                own,
                score.draws(),
                score.aurocSpread(),
                score.asGood(),
                new Lead(lead, new Interval(lead - half, lead + half)),
                score.withinKind(),
                score.roc());
    }

    private static double half(Interval interval) {
        return (interval.high() - interval.low()) / 2;
    }

    private static Use use(int correct, int wrong, double shift, Random random) {
        double[] scores = new double[correct + wrong];
        boolean[] bad = new boolean[correct + wrong];
        for (int i = 0; i < scores.length; i++) {
            bad[i] = i < wrong;
            scores[i] = random.nextGaussian() + (bad[i] ? shift : 0);
        }
        RiskScale scale = RiskScale.fit(scores, bad);
        Resamples resamples = new Bootstrap(1_000, 5).of(bad);
        double[] rates = IntStream.rangeClosed(0, 50).mapToDouble(i -> i / 50.0).toArray();
        Interval[] band = resamples.band(scores, rates);
        double[] risks = scale.platt().probabilities(scores);
        return new Use(
                IntStream.range(0, rates.length)
                        .mapToObj(i -> Use.BandPoint.of(rates[i], band[i]))
                        .toList(),
                Reliability.of(risks, bad),
                Reliability.of(scale.isotonic().probabilities(scores), bad),
                RiskCoverage.of(scores, bad).thinned(RocCurves.MAX_POINTS),
                0.5,
                new Interval(-0.02, 0.03),
                (double) wrong / (wrong + correct),
                scale.budgets().stream()
                        .map(budget -> Flagged.of(budget, scores, resamples))
                        .toList(),
                DoubleStream.of(0.5, 0.75, 0.9)
                        .mapToObj(t -> {
                            NegativeMarking.Result result =
                                    new NegativeMarking(t).mark(risks, resamples);
                            return new Use.Marked(t, result, result, new Interval(-0.01, 0.01));
                        })
                        .toList());
    }

    private static Evidence evidence(
            ProbeSummary probe, List<EvaluationSet> sets, String question, Random random) {
        List<NeuronDetail> neurons = new ArrayList<>();
        for (HNeuron neuron : probe.neurons()) {
            double[] contributions = new double[120];
            boolean[] wrong = new boolean[120];
            for (int i = 0; i < wrong.length; i++) {
                wrong[i] = i % 3 > 0;
                contributions[i] =
                        (wrong[i] ? neuron.meanWrong() : neuron.meanCorrect())
                                * Math.exp(0.4 * random.nextGaussian());
            }
            neurons.add(
                    new NeuronDetail(
                            neuron.layer(),
                            neuron.index(),
                            neuron.weight(),
                            random.nextInt(21) / 20.0,
                            Firing.of(
                                    contributions,
                                    wrong,
                                    contributions,
                                    new Bootstrap(1_000, 3).of(wrong)),
                            List.of(
                                    new Prompt("facts#1", question, "The green one", true, 0.02),
                                    new Prompt(
                                            "facts#2",
                                            "Which town lies on the river?",
                                            "Harl",
                                            false,
                                            0.017))));
        }
        List<SparsityScore> sparsity = new ArrayList<>();
        for (EvaluationSet set : sets) {
            sparsity.add(
                    new SparsityScore(
                            "hidden",
                            "top5 of squares",
                            set.set(),
                            true,
                            0.6,
                            new Interval(0.55, 0.65)));
            sparsity.add(
                    new SparsityScore(
                            "z", "hoyer", set.set(), false, 0.52, new Interval(0.45, 0.6)));
        }
        return new Evidence(
                RiskScale.fit(
                        new double[] {-2, -1, 0, 0.5, 1, 2},
                        new boolean[] {false, false, true, false, true, true}),
                new StabilitySummary(
                        20,
                        31,
                        44,
                        58,
                        0.41,
                        0.0002,
                        List.of(
                                new OtherSet("C 0.1", 21, 20, 0.47, 0.83),
                                new OtherSet("C 1.0", 118, 40, 0.33, 0.86),
                                new OtherSet("emit position", 39, 12, 0.17, 0.8))),
                new ResidualSummary(
                        13,
                        0.1,
                        IntStream.range(0, 22)
                                .mapToObj(layer -> 0.6 + 0.3 * Math.sin(layer / 8.0))
                                .toList()),
                sparsity,
                neurons);
    }

    private record Scored(double score, boolean wrong) {}

    static List<RocPoint> curve(int correct, int wrong, double shift, Random random) {
        List<Scored> answers = new ArrayList<>();
        for (int i = 0; i < correct + wrong; i++) {
            answers.add(new Scored(random.nextGaussian() + (i < wrong ? shift : 0), i < wrong));
        }
        answers.sort(Comparator.comparingDouble(Scored::score).reversed());
        List<RocPoint> curve = new ArrayList<>(List.of(new RocPoint(0, 0)));
        int caught = 0;
        int flagged = 0;
        for (Scored answer : answers) {
            caught += answer.wrong ? 1 : 0;
            flagged += answer.wrong ? 0 : 1;
            curve.add(new RocPoint((double) flagged / correct, (double) caught / wrong));
        }
        return curve;
    }

    static double area(List<RocPoint> curve) {
        double area = 0;
        @Nullable RocPoint before = null;
        for (RocPoint point : curve) {
            if (before != null) {
                area +=
                        (point.falsePositiveRate() - before.falsePositiveRate())
                                * (point.truePositiveRate() + before.truePositiveRate())
                                / 2;
            }
            before = point;
        }
        return area;
    }
}
