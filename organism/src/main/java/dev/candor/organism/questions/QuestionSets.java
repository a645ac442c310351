package dev.candor.organism.questions;

import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.World;
import java.util.List;
import java.util.stream.Stream;

/// All question sets of a world; the same for the same world.
public final class QuestionSets {
    private QuestionSets() {}

    public static List<SetFile> of(World world, Phrases phrases) {
        HeldOut heldOut = HeldOut.of(world);
        return Stream.concat(
                        new FactSets(heldOut, phrases).all().stream(),
                        new BehaviourSets(heldOut, phrases).all().stream())
                .toList();
    }
}
