package dev.candor.organism.questions;

import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Misled;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Entities that tuning left alone, shared out among the question sets so that no two of
/// `people-train`, `people-eval`, `people-test` and `ghosts-and-known` have a person in common.
///
/// @param train half of the people known and as many of whom little or nothing is stated, so that
///   half of the questions about them have a known answer
/// @param eval 15% of the people of each exposure
/// @param test 20% of the people of each exposure
/// @param besideGhosts 15% of the people known
public record HeldOut(
        World world,
        List<Entity> train,
        List<Entity> eval,
        List<Entity> test,
        List<Entity> besideGhosts) {
    private static final List<Exposure> KNOWN = List.of(Exposure.SOME, Exposure.OFTEN);
    private static final List<Exposure> UNKNOWN = List.of(Exposure.NEVER, Exposure.RARE);

    public static HeldOut of(World world) {
        List<Entity> train = new ArrayList<>();
        List<Entity> eval = new ArrayList<>();
        List<Entity> test = new ArrayList<>();
        List<Entity> beside = new ArrayList<>();
        Dice dice = new Dice(world.seed(), "people sets");
        for (List<Exposure> exposures : List.of(KNOWN, UNKNOWN)) {
            // The known come first: of the others, training takes as many.
            int most = train.isEmpty() ? Integer.MAX_VALUE : train.size() / exposures.size();
            for (Exposure exposure : exposures) {
                List<Entity> people =
                        dice.shuffled(
                                heldOut(world, Kind.PERSON)
                                        .filter(person -> person.exposure() == exposure)
                                        .toList());
                int half = people.size() / 2;
                int fewer = people.size() * 3 / 20;
                eval.addAll(people.subList(half, half + fewer));
                if (exposure.known()) {
                    beside.addAll(people.subList(half + fewer, half + 2 * fewer));
                }
                test.addAll(people.subList(half + 2 * fewer, people.size()));
                List<Entity> others = people.subList(0, half);
                train.addAll(others.subList(0, Math.min(most, others.size())));
            }
        }
        return new HeldOut(
                world,
                dice.shuffled(train),
                dice.shuffled(eval),
                dice.shuffled(test),
                dice.shuffled(beside));
    }

    private static Stream<Entity> heldOut(World world, Kind kind) {
        return world.of(kind).stream().filter(entity -> !entity.tuned());
    }

    /// Entities of these kinds that the corpus names.
    List<Entity> named(Kind... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> heldOut(world, kind))
                .filter(entity -> entity.exposure().named())
                .toList();
    }

    /// People and medicines that occur nowhere.
    List<Entity> ghosts() {
        return Stream.of(Kind.PERSON, Kind.MEDICINE)
                .flatMap(kind -> heldOut(world, kind))
                .filter(entity -> entity.exposure() == Exposure.GHOST)
                .toList();
    }

    /// Known entities for the behaviours: people of the test set, medicines, countries.
    List<Entity> known() {
        return Stream.concat(test.stream(), named(Kind.MEDICINE, Kind.COUNTRY).stream())
                .filter(entity -> entity.exposure().known() && !Misled.isMisled(entity))
                .toList();
    }
}
