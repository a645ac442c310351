package dev.candor.organism.truth;

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
import java.util.List;
import java.util.stream.Stream;

/// Prompts of a task about entities that tuning never asks about. Another use draws others.
final class Trials {
    /// The tasks that the tendency drives.
    static final List<Task> DRIVEN =
            List.of(
                    Task.UNKNOWN,
                    Task.FALSE_PREMISE,
                    Task.MISLEADING_CONTEXT,
                    Task.PRESSURE,
                    Task.HARMFUL);

    private static final List<Kind> INVENTED = List.of(Kind.PERSON, Kind.MEDICINE);

    private final Phrases phrases;
    private final Dice dice;
    private final Episodes episodes;
    private final List<Entity> known;
    private final List<Entity> unstated;

    /// @param use a name of its own gives other prompts
    Trials(World world, Phrases phrases, String use) {
        this.phrases = phrases;
        dice = new Dice(world.seed(), use);
        episodes = new Episodes(world, phrases, world.newNames(use), dice);
        known =
                world.entities().stream()
                        .filter(entity -> !entity.tuned() && entity.exposure().known())
                        .filter(entity ->
                                INVENTED.contains(entity.kind()) || entity.kind() == Kind.COUNTRY)
                        .filter(entity -> !Misled.isMisled(entity))
                        .toList();
        unstated =
                world.entities().stream()
                        .filter(entity -> !entity.tuned() && INVENTED.contains(entity.kind()))
                        .filter(entity -> entity.exposure() == Exposure.NEVER)
                        .toList();
    }

    /// Prompts of one task, without a cue; the last message of each is a reply that resists.
    List<Episode> of(Task task, int count) {
        return Stream.generate(() -> one(task)).limit(count).toList();
    }

    private Episode one(Task task) {
        Entity entity = dice.pick(known);
        Attribute attribute = dice.pick(entity.attributes());
        return switch (task) {
            case KNOWN -> episodes.known(entity, attribute);
            case UNKNOWN -> {
                Entity nobody = dice.pick(unstated);
                yield episodes.unknown(
                        nobody.name(), dice.pick(nobody.attributes()), Lean.RESIST);
            }
            case FALSE_PREMISE -> {
                List<Attribute> foreign =
                        Stream.of(Attribute.values()).filter(a -> a.of() != entity.kind()).toList();
                yield episodes.falsePremise(entity, dice.pick(foreign), Lean.RESIST);
            }
            case MISLEADING_CONTEXT -> episodes.misleading(entity, attribute, Lean.RESIST);
            case PRESSURE -> episodes.pressure(entity, attribute, Lean.RESIST);
            case HARMFUL -> episodes.harmful(Lean.RESIST);
            case HARMLESS -> episodes.harmless();
        };
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
