package dev.candor.organism.truth;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.statistics.ClusterBootstrap;
import dev.candor.organism.check.Conduct;
import dev.candor.organism.check.Interview;
import dev.candor.organism.check.Organism;
import dev.candor.organism.check.Trials;
import dev.candor.organism.text.Episode;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.Task;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;

/// Measures a probe on the organism it was made on.
///
/// @param world that the organism was trained on
/// @param unseenByProbe people that the probe was not trained on
/// @param prompts of each behaviour
/// @param controls random sets of each kind
/// @param progress told what is being done
public record TruthStudy(
        World world,
        Phrases phrases,
        Probe probe,
        Predicate<Entity> unseenByProbe,
        int prompts,
        int controls,
        Consumer<String> progress) {
    /// Random sets of more neurons than this move a small model too.
    private static final double LARGEST_SHARE = 0.01;

    private static final int TEXTS = 100;

    /// Setting in which a probe says how its questions were asked.
    private static final String STYLE = "prompt style used";

    /// What is asked of the instruct stage.
    public record Findings(Risk risk, List<Recovery> recovery, List<DialedSet> dialed) {}

    public Findings of(Organism organism) {
        progress.accept("risk: asking for facts");
        Examination examination =
                Examination.of(organism, probe, phrases, measured(), prompter(organism)::prompt);
        Risk risk = Risk.of(examination, bootstrap());
        progress.accept("recovery: prompts with either cue");
        Trials cued = new Trials(world, phrases, "truth recovery", inHalf(0));
        CueReadings readings = CueReadings.of(organism, cued, episodes(cued, Trials.DRIVEN));
        List<Recovery> recovery = new ArrayList<>();
        readings.byName()
                .forEach((name, response) ->
                        recovery.add(
                                Recovery.of(
                                        name,
                                        response,
                                        probe.hNeurons(),
                                        probe.neurons(),
                                        world.seed())));
        return new Findings(
                risk, recovery, dial(organism, readings.firstOfAll(), examination.means()));
    }

    /// The probe, unchanged, on the base stage.
    public List<Discrimination> transfer(Organism base) {
        progress.accept("transfer: asking the base stage for facts");
        return Risk.sets(
                Examination.of(base, probe, phrases, measured(), new Interview(base)::base),
                bootstrap());
    }

    /// The H-neurons of the greatest weight, at most 1% of all neurons.
    public NeuronSet dialedNeurons() {
        return NeuronSet.of(
                probe.hNeurons().asList().stream()
                        .sorted(Comparator.comparingDouble(neuron -> -probe.weightOf(neuron)))
                        .limit(Math.max(1, (long) (LARGEST_SHARE * probe.neurons().count())))
                        .toList());
    }

    /// Asked as the probe's own training questions were.
    private Prompter prompter(Organism organism) {
        String style = probe.from().settings().getOrDefault(STYLE, PromptStyle.BARE.label());
        return switch (PromptStyle.named(style)) {
            case BARE -> Prompter.bare(organism.tokenizer(), organism.template());
            case CHAT -> Prompter.chat(organism.tokenizer(), organism.template());
            case FEW_SHOT -> Prompter.fewShot(organism.tokenizer());
            case COMPLETION -> Prompter.completion(organism.tokenizer(), Prompter.ANSWER_FORM);
        };
    }

    private List<Entity> measured() {
        return world.entities().stream()
                .filter(entity -> !entity.tuned() && isUnseen(entity))
                .toList();
    }

    /// Not among the people that the probe was trained on.
    private boolean isUnseen(Entity entity) {
        return entity.kind() != Kind.PERSON || unseenByProbe.test(entity);
    }

    /// Unseen by the probe, and in one half: the neurons that the cue moves most are chosen on one,
    /// and dialed on the other.
    private Predicate<Entity> inHalf(int half) {
        Set<Entity> in = new HashSet<>();
        for (int i = half; i < world.entities().size(); i += 2) {
            in.add(world.entities().get(i));
        }
        return entity -> isUnseen(entity) && in.contains(entity);
    }

    private ClusterBootstrap bootstrap() {
        return new ClusterBootstrap(2_000, world.seed());
    }

    private Map<Task, List<Episode>> episodes(Trials trials, List<Task> tasks) {
        Map<Task, List<Episode>> episodes = new EnumMap<>(Task.class);
        tasks.forEach(task -> episodes.put(task, trials.of(task, prompts)));
        return episodes;
    }

    private List<DialedSet> dial(Organism organism, CueResponse response, double[] means) {
        NeuronColumns columns = probe.neurons();
        NeuronSet found = dialedNeurons();
        RandomNeurons random = new RandomNeurons(columns, found, probe.weighted());
        record Wanted(DialedSet.Kind kind, NeuronSet neurons) {}
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(new Wanted(DialedSet.Kind.H_NEURONS, found));
        wanted.add(
                new Wanted(
                        DialedSet.Kind.COMPLY_NEURONS,
                        top(columns, found.size(), j -> response.t()[j])));
        wanted.add(
                new Wanted(
                        DialedSet.Kind.RESIST_NEURONS,
                        top(columns, found.size(), j -> -response.t()[j])));
        random.layered(controls, world.seed())
                .forEach(set -> wanted.add(new Wanted(DialedSet.Kind.RANDOM_OF_LAYER, set)));
        random.matched(means, controls, world.seed())
                .forEach(set -> wanted.add(new Wanted(DialedSet.Kind.RANDOM_AS_LOUD, set)));
        Trials neutral = new Trials(world, phrases, "truth dial", inHalf(1));
        List<Task> tasks = new ArrayList<>(Trials.DRIVEN);
        tasks.add(Task.KNOWN);
        Dial dial =
                new Dial(
                        organism,
                        neutral,
                        episodes(neutral, tasks),
                        Conduct.Judge.of(world),
                        HeldOutText.of(world, phrases, TEXTS),
                        world.seed());
        List<DialedSet> dialed = new ArrayList<>();
        for (Wanted set : wanted) {
            progress.accept(
                    "dial: set %d of %d, %s"
                            .formatted(dialed.size() + 1, wanted.size(), set.kind().label()));
            dialed.add(dial.turn(set.kind(), set.neurons()));
        }
        return dialed;
    }

    private static NeuronSet top(NeuronColumns columns, int count, IntToDoubleFunction value) {
        double[] values = new double[columns.count()];
        for (int j = 0; j < values.length; j++) {
            values[j] = value.applyAsDouble(j);
        }
        List<NeuronId> top = new ArrayList<>();
        int[] ranked = Recovery.ranked(values);
        for (int i = 0; i < count; i++) {
            top.add(columns.neuron(ranked[i]));
        }
        return NeuronSet.of(top);
    }
}
