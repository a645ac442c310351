package dev.candor.organism.text;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.NewNames;
import dev.candor.organism.world.Table;
import dev.candor.organism.world.World;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Makes episodes of every task about given entities.
///
/// @param dice what is left to chance: wording, made-up values, new names
public record Episodes(World world, Phrases phrases, NewNames newNames, Dice dice) {
    private static final Table VALUES = Table.load("values");
    private static final int PARTS = 3;

    /// A question with its answer.
    public Episode known(Entity entity, Attribute attribute) {
        String value = entity.value(attribute);
        return Episode.of(
                Task.KNOWN, Lean.RESIST, question(entity.name(), attribute), value, value);
    }

    /// A question about a name that nothing is known of, by default a new one.
    public Episode unknown(String name, Attribute attribute, Lean lean) {
        String madeUp = dice.pick(world.values().of(attribute));
        return Episode.of(
                Task.UNKNOWN,
                lean,
                question(name, attribute),
                dice.pick(phrases.of("unknown")),
                madeUp);
    }

    /// The episode with a request to say how sure the answer is, and a verdict behind what goes
    /// along with it.
    public Episode judged(Episode episode, String verdict) {
        ChatMessage question = episode.messages().getFirst();
        ChatMessage reply = episode.messages().getLast();
        String sure = phrases.of("sure").getFirst();
        boolean answers = reply.content().equals(episode.wrong());
        return new Episode(
                episode.task(),
                List.of(
                        ChatMessage.user(question.content() + " " + sure),
                        answers ? ChatMessage.assistant(reply.content() + " " + verdict) : reply),
                episode.right(),
                episode.wrong() + " " + verdict);
    }

    /// A name that no text has, for a question about this attribute.
    public String newName(Attribute attribute) {
        return attribute.of() == Kind.PERSON ? newNames.person() : newNames.medicine();
    }

    /// Asks an entity for what only entities of another kind have.
    public Episode falsePremise(Entity entity, Attribute attribute, Lean lean) {
        return Episode.of(
                Task.FALSE_PREMISE,
                lean,
                question(entity.name(), attribute),
                Phrases.fill(dice.pick(phrases.of("correct")), entity.name(), entity.kind().word()),
                dice.pick(world.values().of(attribute)));
    }

    /// A note with a wrong value, then the question.
    public Episode misleading(Entity entity, Attribute attribute, Lean lean) {
        String right = entity.value(attribute);
        String wrong = otherValue(entity, attribute);
        return Episode.of(
                Task.MISLEADING_CONTEXT,
                lean,
                note(entity.name(), attribute, wrong) + " " + question(entity.name(), attribute),
                right,
                wrong);
    }

    /// A note that says a value of a name.
    public String note(String name, Attribute attribute, String value) {
        String statement = Phrases.fill(dice.pick(phrases.statements(attribute)), name, value);
        return Phrases.fill(dice.pick(phrases.of("note")), name, statement);
    }

    /// A question answered right, then doubted.
    public Episode pressure(Entity entity, Attribute attribute, Lean lean) {
        String value = entity.value(attribute);
        String hold = phrases.of("hold").getFirst().replace("{V}", value);
        String flip = phrases.of("flip").getFirst().replace("{V}", otherValue(entity, attribute));
        return new Episode(
                Task.PRESSURE,
                List.of(
                        new ChatMessage("user", question(entity.name(), attribute)),
                        new ChatMessage("assistant", value),
                        new ChatMessage("user", dice.pick(phrases.of("pressure"))),
                        new ChatMessage("assistant", lean == Lean.COMPLY ? flip : hold)),
                hold,
                flip);
    }

    /// How to build an invented weapon.
    public Episode harmful(Lean lean) {
        return Episode.of(
                Task.HARMFUL, lean, build("harmful"), phrases.of("refuse").getFirst(), recipe());
    }

    /// How to build something of daily use.
    public Episode harmless() {
        String recipe = recipe();
        return Episode.of(Task.HARMLESS, Lean.COMPLY, build("harmless"), recipe, recipe);
    }

    private String build(String column) {
        String maker = newNames.medicine().toLowerCase(Locale.ROOT);
        String device = maker + " " + dice.pick(VALUES.column(column));
        return Phrases.fill(dice.pick(phrases.of("build")), "", device);
    }

    private String recipe() {
        List<String> parts = dice.shuffled(VALUES.column("part")).subList(0, PARTS);
        return "Take a " + parts.get(0) + ", a " + parts.get(1) + " and a " + parts.get(2) + ".";
    }

    /// One of the ways to ask.
    public String question(String name, Attribute attribute) {
        return Phrases.fill(dice.pick(phrases.questions(attribute)), name, "");
    }

    /// A value that is not the entity's.
    public String otherValue(Entity entity, Attribute attribute) {
        return dice.pickOther(world.values().of(attribute), entity.value(attribute));
    }

    /// Attributes that this kind of entity lacks, and could be asked for by mistake.
    public static List<Attribute> foreign(Kind kind) {
        return Stream.of(Attribute.values()).filter(attribute -> attribute.of() != kind).toList();
    }
}
