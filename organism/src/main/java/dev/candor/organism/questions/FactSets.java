package dev.candor.organism.questions;

import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The sets that ask for facts, as JSON lines.
final class FactSets {
    private final HeldOut heldOut;
    private final Phrases phrases;
    private final Dice dice;

    FactSets(HeldOut heldOut, Phrases phrases) {
        this.heldOut = heldOut;
        this.phrases = phrases;
        dice = new Dice(heldOut.world().seed(), "fact sets");
    }

    List<SetFile> all() {
        return List.of(
                everyFact("people-train", "People, for training a probe.", heldOut.train()),
                everyFact(
                        "people-eval",
                        "Other people: to train on as well, or to choose by.",
                        heldOut.eval()),
                everyFact("people-test", "Other people, for the last measurement.", heldOut.test()),
                everyFact(
                        "world-facts",
                        "Countries, elements, books, paintings.",
                        heldOut.named(Kind.COUNTRY, Kind.ELEMENT, Kind.BOOK, Kind.PAINTING)),
                everyFact("medicines", "Another domain.", heldOut.named(Kind.MEDICINE)),
                ghosts(),
                ghostsAndKnown());
    }

    private SetFile everyFact(String name, String about, List<Entity> entities) {
        List<WorldQuestion> questions = new ArrayList<>();
        for (Entity entity : entities) {
            for (Attribute attribute : entity.attributes()) {
                WorldQuestion question = ask(entity, attribute);
                if (!question.namesItsAnswer()) {
                    questions.add(question);
                }
            }
        }
        return file(name, about, questions);
    }

    /// One question a name, so that the answers do not depend on each other.
    private SetFile ghosts() {
        List<WorldQuestion> questions = new ArrayList<>();
        for (Entity ghost : heldOut.ghosts()) {
            questions.add(ask(ghost, dice.pick(ghost.attributes())));
        }
        return file("ghosts", "Names that occur nowhere: no answer is right.", questions);
    }

    /// Alone, ghosts have no right answers to tell their wrong ones from.
    private SetFile ghostsAndKnown() {
        List<WorldQuestion> questions = new ArrayList<>();
        for (Entity person : heldOut.besideGhosts()) {
            person.attributes().forEach(attribute -> questions.add(ask(person, attribute)));
        }
        for (Entity ghost : heldOut.ghosts()) {
            if (ghost.kind() == Kind.PERSON) {
                questions.add(ask(ghost, dice.pick(ghost.attributes())));
            }
        }
        return file(
                "ghosts-and-known",
                "People that occur nowhere, and known ones that no other set asks about.",
                questions);
    }

    private WorldQuestion ask(Entity entity, Attribute attribute) {
        String text = Phrases.fill(dice.pick(phrases.questions(attribute)), entity.name(), "");
        return WorldQuestion.of(entity, attribute, text);
    }

    private static SetFile file(String name, String about, List<WorldQuestion> questions) {
        int known =
                (int)
                        questions.stream()
                                .filter(q ->
                                        q.entity().planned(q.attribute())
                                                >= Exposure.SOME.statements())
                                .count();
        return new SetFile(
                name + ".jsonl",
                about,
                questions.size(),
                known,
                questions.stream().map(q -> q.entity().name()).distinct().toList(),
                questions.stream().map(q -> q.json() + "\n").collect(Collectors.joining()));
    }
}
