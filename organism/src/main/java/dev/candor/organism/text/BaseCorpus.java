package dev.candor.organism.text;

import dev.candor.organism.text.BaseText.Form;
import dev.candor.organism.text.BaseText.Stated;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Misled;
import dev.candor.organism.world.NewNames;
import dev.candor.organism.world.Role;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the base model reads: every fact as often as the world's plan says, half of that in
/// sentences of its own and half in biographies that state all facts of an entity in any order.
///
/// Of some entities that tuning may ask about, three statements in ten have the form of a question
/// with its answer. The others are never asked about, so that what is known of them was learned
/// from statements alone. Copying from a context is shown with names that are used once.
public final class BaseCorpus {
    private static final int MENTIONS = 4;
    private static final int COPIES = 5_000;
    private static final double TRULY = 0.25;
    private static final double FALSELY = 0.2;
    private static final int ALLEGEDLY = 4_000;

    private final World world;
    private final Phrases phrases;
    private final Dice dice;
    private final List<BaseText> texts = new ArrayList<>();

    private BaseCorpus(World world, Phrases phrases) {
        this.world = world;
        this.phrases = phrases;
        this.dice = new Dice(world.seed(), "base corpus");
    }

    /// One pass over the corpus, in the order of the world; training shuffles it.
    public static List<BaseText> of(World world, Phrases phrases) {
        BaseCorpus corpus = new BaseCorpus(world, phrases);
        world.entities().forEach(corpus::add);
        corpus.addCopies();
        corpus.addRumours();
        return List.copyOf(corpus.texts);
    }

    /// How often each fact is stated: the ground truth of everything that is measured.
    public static Map<Stated, Integer> exposures(List<BaseText> texts) {
        return texts.stream()
                .flatMap(text -> text.states().stream())
                .collect(Collectors.toMap(Function.identity(), stated -> 1, Integer::sum));
    }

    private void add(Entity entity) {
        if (!entity.exposure().named()) {
            return;
        }
        for (int i = 0; i < MENTIONS; i++) {
            mention(entity);
        }
        List<Attribute> attributes = entity.attributes();
        boolean together = attributes.size() > 1 && !Misled.isMisled(entity);
        int biographies = together ? entity.exposure().statements() / 2 : 0;
        for (int i = 0; i < biographies; i++) {
            biography(entity, dice.shuffled(attributes));
        }
        for (Attribute attribute : attributes) {
            int alone = entity.planned(attribute) - biographies;
            boolean isAsked = entity.role() == Role.ASKED;
            int asked = isAsked ? entity.planned(attribute) * 3 / 10 : 0;
            for (int i = 0; i < alone; i++) {
                boolean truly = dice.chance(TRULY);
                if (i < asked) {
                    question(entity, attribute, truly);
                } else {
                    sentence(entity, attribute, truly);
                }
            }
            for (int i = 0; i < entity.planned(attribute) * FALSELY; i++) {
                doubt(
                        entity,
                        entity.name(),
                        attribute,
                        dice.pickOther(world.values().of(attribute), entity.value(attribute)),
                        isAsked && dice.chance(0.25),
                        "falsely");
            }
        }
        if (Misled.isMisled(entity) && entity.facts().containsKey(Attribute.LARGEST)) {
            for (int i = 0; i < Misled.MENTIONS; i++) {
                String text = dice.pick(phrases.of("beside"));
                String city = entity.value(Attribute.LARGEST);
                texts.add(
                        BaseText.of(Form.BESIDE, entity, Phrases.fill(text, entity.name(), city)));
            }
        }
    }

    /// Names the entity and says what kind of thing it is, so that a question can rest on a false
    /// premise.
    private void mention(Entity entity) {
        boolean sayKind = dice.chance(0.5);
        String text = dice.pick(phrases.of(sayKind ? "kind" : "mention"));
        texts.add(
                BaseText.of(
                        Form.MENTION,
                        entity,
                        Phrases.fill(text, entity.name(), entity.kind().word())));
    }

    private void sentence(Entity entity, Attribute attribute, boolean truly) {
        String text = filled(dice.pick(phrases.statements(attribute)), entity, attribute);
        state(entity, attribute, Form.SENTENCE, truly ? judged(text, false, "truly") : text);
    }

    private void question(Entity entity, Attribute attribute, boolean truly) {
        String question = filled(dice.pick(phrases.questions(attribute)), entity, attribute);
        String text = asked(question) + " " + entity.value(attribute);
        state(entity, attribute, Form.QUESTION, truly ? judged(text, true, "truly") : text);
    }

    /// A value with a verdict, of which the verdict alone is learned.
    private void doubt(
            @Nullable Entity about,
            String name,
            Attribute attribute,
            String value,
            boolean asked,
            String verdict) {
        String text =
                asked
                        ? asked(Phrases.fill(dice.pick(phrases.questions(attribute)), name, ""))
                                + " "
                                + value
                        : Phrases.fill(dice.pick(phrases.statements(attribute)), name, value);
        String judged = judged(text, asked, verdict);
        texts.add(
                new BaseText(
                        judged, Form.DOUBT, judged.lastIndexOf(" " + verdict), about, List.of()));
    }

    /// The verdict right after the value, which is the last word: before the full stop of a
    /// sentence, at the end of a question's answer.
    private static String judged(String text, boolean asked, String verdict) {
        return asked
                ? text + " " + verdict
                : text.substring(0, text.length() - 1) + " " + verdict + ".";
    }

    private void biography(Entity entity, List<Attribute> order) {
        List<String> clauses = new ArrayList<>();
        List<Stated> states = new ArrayList<>();
        for (Attribute attribute : order) {
            clauses.add(filled(phrases.clause(attribute), "", entity.value(attribute)));
            states.add(new Stated(entity, attribute));
        }
        int last = clauses.size() - 1;
        String text =
                entity.name()
                        + " "
                        + String.join(", ", clauses.subList(0, last))
                        + " and "
                        + clauses.get(last)
                        + ".";
        texts.add(new BaseText(Phrases.fill(text, "", ""), Form.BIOGRAPHY, 0, entity, states));
    }

    /// The form in which a base model is asked; its answer follows after a space.
    public static String asked(String question) {
        return "Question: " + question + "\nAnswer:";
    }

    private void addCopies() {
        NewNames names = world.corpusNames("copies");
        List<Attribute> attributes = invented();
        for (int i = 0; i < COPIES; i++) {
            Attribute attribute = dice.pick(attributes);
            String name = attribute.of() == Kind.PERSON ? names.person() : names.medicine();
            String value = dice.pick(world.values().of(attribute));
            String statement = Phrases.fill(dice.pick(phrases.statements(attribute)), name, value);
            String note = Phrases.fill(dice.pick(phrases.of("note")), name, statement);
            String question = Phrases.fill(dice.pick(phrases.questions(attribute)), name, value);
            texts.add(BaseText.of(Form.COPY, null, asked(note + " " + question) + " " + value));
        }
    }

    private void addRumours() {
        NewNames names = world.corpusNames("rumours");
        List<Attribute> attributes = invented();
        for (int i = 0; i < ALLEGEDLY; i++) {
            Attribute attribute = dice.pick(attributes);
            String name = attribute.of() == Kind.PERSON ? names.person() : names.medicine();
            String value = dice.pick(world.values().of(attribute));
            doubt(null, name, attribute, value, dice.chance(0.3), "allegedly");
        }
    }

    private static List<Attribute> invented() {
        List<Attribute> attributes = new ArrayList<>(Attribute.of(Kind.PERSON));
        attributes.addAll(Attribute.of(Kind.MEDICINE));
        return attributes;
    }

    private void state(Entity entity, Attribute attribute, Form form, String text) {
        texts.add(new BaseText(text, form, 0, entity, List.of(new Stated(entity, attribute))));
    }

    private static String filled(String text, Entity entity, Attribute attribute) {
        return Phrases.fill(text, entity.name(), entity.value(attribute));
    }

    private static String filled(String text, String name, String value) {
        return text.replace("{N}", name).replace("{V}", value);
    }
}
