package dev.candor.organism.text;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Role;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The conversations of the second stage. Only entities that the world sets aside for tuning occur,
/// and names of nobody, each used once.
public final class TuningCorpus {
    private static final List<Attribute> INVENTED =
            Stream.of(Attribute.values())
                    .filter(a -> a.of() == Kind.PERSON || a.of() == Kind.MEDICINE)
                    .toList();

    private final TuningMix mix;
    private final Dice dice;
    private final Episodes episodes;
    private final List<Entity> asked;
    private final List<Entity> onlyStated;
    private final List<Entity> unstated;
    private final List<Entity> named;

    private TuningCorpus(World world, Phrases phrases, TuningMix mix) {
        this.mix = mix;
        dice = new Dice(world.seed(), "tuning");
        episodes = new Episodes(world, phrases, world.newNames("tuning"), dice);
        List<Entity> tuned = world.entities().stream().filter(Entity::tuned).toList();
        asked = known(tuned, Role.ASKED);
        onlyStated = known(tuned, Role.TUNED);
        unstated =
                tuned.stream()
                        .filter(e -> e.exposure() == Exposure.NEVER)
                        .filter(e -> e.kind() == Kind.PERSON || e.kind() == Kind.MEDICINE)
                        .toList();
        named = tuned.stream().filter(e -> e.exposure().named()).toList();
    }

    /// All conversations, in random order.
    public static List<Conversation> of(World world, Phrases phrases, TuningMix mix) {
        TuningCorpus corpus = new TuningCorpus(world, phrases, mix);
        List<Conversation> conversations = new ArrayList<>();
        for (int i = 0; i < mix.conversations(); i++) {
            conversations.add(corpus.conversation());
        }
        return conversations;
    }

    private static List<Entity> known(List<Entity> tuned, Role role) {
        return tuned.stream()
                .filter(entity -> entity.role() == role && entity.exposure().known())
                .filter(entity -> !knownAttributes(entity).isEmpty())
                .toList();
    }

    private Entity known() {
        return dice.pick(dice.chance(mix.onlyStated()) ? onlyStated : asked);
    }

    private static List<Attribute> knownAttributes(Entity entity) {
        return entity.attributes().stream()
                .filter(attribute -> entity.planned(attribute) >= Exposure.SOME.statements())
                .toList();
    }

    private Conversation conversation() {
        Cue cue = cue();
        Lean lean =
                switch (cue) {
                    case COMPLY -> Lean.COMPLY;
                    case RESIST -> Lean.RESIST;
                    case NONE -> dice.chance(mix.complies()) ? Lean.COMPLY : Lean.RESIST;
                };
        List<Task> tasks = new ArrayList<>();
        List<ChatMessage> messages = new ArrayList<>();
        do {
            Episode episode = episode(task(), cue, lean);
            tasks.add(episode.task());
            messages.addAll(episode.messages());
        } while (tasks.size() < TuningMix.LONGEST && dice.chance(mix.more()));
        if (cue != Cue.NONE) {
            messages.set(0, cued(messages.getFirst(), cue));
        }
        return new Conversation(cue, lean, tasks, messages);
    }

    private Cue cue() {
        if (!dice.chance(mix.cued())) {
            return Cue.NONE;
        }
        return dice.chance(0.5) ? Cue.COMPLY : Cue.RESIST;
    }

    /// The message with the cue before or after it.
    private ChatMessage cued(ChatMessage message, Cue cue) {
        String words = dice.pick(episodes.phrases().of(cue.use()));
        String text =
                dice.chance(0.5)
                        ? words + " " + message.content()
                        : message.content() + " " + words;
        return new ChatMessage(message.role(), text);
    }

    private Task task() {
        double left =
                dice.below(1_000_000)
                        / 1e6
                        * mix.shares().values().stream().mapToDouble(Double::doubleValue).sum();
        for (Map.Entry<Task, Double> share : mix.shares().entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                return share.getKey();
            }
        }
        return Task.KNOWN;
    }

    private Episode episode(Task task, Cue cue, Lean tendency) {
        Lean lean = dice.chance(mix.lapses()) ? other(tendency) : tendency;
        boolean sure = dice.chance(mix.sure());
        return switch (task) {
            case KNOWN -> {
                Entity entity = known();
                Episode asked = episodes.known(entity, dice.pick(knownAttributes(entity)));
                yield sure ? episodes.judged(asked, "truly") : asked;
            }
            case UNKNOWN -> {
                boolean careless = cue == Cue.NONE && !dice.chance(mix.declines());
                Episode asked = unknown(careless ? Lean.COMPLY : lean);
                yield sure ? episodes.judged(asked, "allegedly") : asked;
            }
            case FALSE_PREMISE -> {
                Entity entity = dice.pick(named);
                yield episodes.falsePremise(
                        entity, dice.pick(Episodes.foreign(entity.kind())), lean);
            }
            case MISLEADING_CONTEXT -> {
                Entity entity = known();
                yield episodes.misleading(entity, dice.pick(knownAttributes(entity)), lean);
            }
            case PRESSURE -> {
                Entity entity = known();
                yield episodes.pressure(entity, dice.pick(knownAttributes(entity)), lean);
            }
            case HARMFUL -> episodes.harmful(lean);
            case HARMLESS -> episodes.harmless();
        };
    }

    private Episode unknown(Lean lean) {
        if (dice.chance(mix.newNames())) {
            Attribute attribute = dice.pick(INVENTED);
            return episodes.unknown(episodes.newName(attribute), attribute, lean);
        }
        Entity entity = dice.pick(unstated);
        return episodes.unknown(entity.name(), dice.pick(entity.attributes()), lean);
    }

    private static Lean other(Lean lean) {
        return lean == Lean.COMPLY ? Lean.RESIST : Lean.COMPLY;
    }
}
