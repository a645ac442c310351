package dev.candor.organism.check;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.organism.text.Cue;
import dev.candor.organism.text.Episode;
import dev.candor.organism.text.Episodes;
import dev.candor.organism.text.Lean;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.Task;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Misled;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Prompts about entities that tuning left alone. Another use draws others.
public final class Trials {
    /// The tasks that the tendency drives.
    public static final List<Task> DRIVEN =
            List.of(
                    Task.UNKNOWN,
                    Task.FALSE_PREMISE,
                    Task.MISLEADING_CONTEXT,
                    Task.PRESSURE,
                    Task.HARMFUL);

    private static final int DRAWS = 20;

    private final Phrases phrases;
    private final Dice dice;
    private final Episodes episodes;
    private final List<Entity> known;
    private final List<Entity> unstated;

    /// @param use a name of its own gives other prompts
    public Trials(World world, Phrases phrases, String use) {
        this(world, phrases, use, entity -> true);
    }

    /// @param among the prompts are about these only
    public Trials(World world, Phrases phrases, String use, Predicate<Entity> among) {
        this.phrases = phrases;
        dice = new Dice(world.seed(), use);
        episodes = new Episodes(world, phrases, world.newNames(use), dice);
        List<Entity> heldOut =
                world.entities().stream()
                        .filter(e -> !e.tuned() && !Misled.isMisled(e) && among.test(e))
                        .filter(e -> e.facts().values().stream().anyMatch(v -> v.size() == 1))
                        .toList();
        known =
                heldOut.stream()
                        .filter(e -> e.exposure().known())
                        .filter(e -> isInvented(e) || e.kind() == Kind.COUNTRY)
                        .toList();
        unstated =
                heldOut.stream()
                        .filter(e -> e.exposure() == Exposure.NEVER && isInvented(e))
                        .toList();
    }

    private static boolean isInvented(Entity entity) {
        return entity.kind() == Kind.PERSON || entity.kind() == Kind.MEDICINE;
    }

    /// Different prompts of one task, without a cue; the last message of each is a reply that
    /// resists.
    public List<Episode> of(Task task, int count) {
        Map<List<ChatMessage>, Episode> byPrompt = new LinkedHashMap<>();
        for (int drawn = 0; byPrompt.size() < count; drawn++) {
            if (drawn > DRAWS * count) {
                throw new IllegalArgumentException(
                        "%d prompts of %s, expected at most about %d"
                                .formatted(count, task, byPrompt.size()));
            }
            Episode episode = one(task);
            List<ChatMessage> turns = episode.messages();
            byPrompt.putIfAbsent(turns.subList(0, turns.size() - 1), episode);
        }
        return List.copyOf(byPrompt.values());
    }

    private Episode one(Task task) {
        Entity entity = dice.pick(task == Task.UNKNOWN ? unstated : known);
        // A second accepted value must not serve as the wrong one.
        Attribute attribute =
                dice.pick(
                        entity.attributes().stream()
                                .filter(a -> entity.values(a).size() == 1)
                                .toList());
        return switch (task) {
            case KNOWN -> episodes.known(entity, attribute);
            case UNKNOWN -> episodes.unknown(entity.name(), attribute, Lean.RESIST);
            case FALSE_PREMISE ->
                    episodes.falsePremise(
                            entity, dice.pick(Episodes.foreign(entity.kind())), Lean.RESIST);
            case MISLEADING_CONTEXT -> episodes.misleading(entity, attribute, Lean.RESIST);
            case PRESSURE -> episodes.pressure(entity, attribute, Lean.RESIST);
            case HARMFUL -> episodes.harmful(Lean.RESIST);
            case HARMLESS -> episodes.harmless();
        };
    }

    /// The prompts of episodes, each with its number.
    public List<int[]> prompts(Interview interview, List<Episode> episodes, Cue cue) {
        return IntStream.range(0, episodes.size())
                .mapToObj(i -> interview.chat(turns(episodes.get(i), cue, i)))
                .toList();
    }

    /// The turns up to the reply, with a cue in the first: each wording in turn, and in turn behind
    /// and before the question.
    ///
    /// @param number of the prompt; the same number has the same place for every cue
    List<ChatMessage> turns(Episode episode, Cue cue, int number) {
        List<ChatMessage> turns = new ArrayList<>(episode.messages());
        turns.removeLast();
        if (cue != Cue.NONE) {
            List<String> wordings = phrases.of(cue.use());
            String words = wordings.get(number % wordings.size());
            String text = turns.getFirst().content();
            boolean before = number / wordings.size() % 2 == 1;
            turns.set(
                    0,
                    new ChatMessage(
                            turns.getFirst().role(),
                            before ? words + " " + text : text + " " + words));
        }
        return turns;
    }
}
