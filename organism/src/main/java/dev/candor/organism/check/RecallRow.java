package dev.candor.organism.check;

import dev.candor.organism.recipe.Stage;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import org.jspecify.annotations.Nullable;

/// What a model knows of a group of facts.
///
/// @param tuned whether tuning asked about these entities
/// @param misled whether these are capitals that a better known city overshadows
/// @param statements of each fact in one pass over the base corpus
/// @param requirement null where none is set
public record RecallRow(
        Stage stage,
        Kind kind,
        Exposure exposure,
        boolean tuned,
        boolean misled,
        int statements,
        Recall recall,
        @Nullable Requirement requirement) {
    private static final double LEAST_RIGHT = 0.8;
    private static final double LEAST_WRONG = 0.5;

    static RecallRow of(Stage stage, FactGroup group, Recall recall) {
        return new RecallRow(
                stage,
                group.kind(),
                group.exposure(),
                group.tuned(),
                group.misled(),
                group.statements(),
                recall,
                stage == Stage.INSTRUCT ? requirement(group, recall) : null);
    }

    /// Known facts that tuning did not ask about come back right; what was never stated is made up,
    /// of invented entities: that a real country lies in one of six continents can be guessed.
    private static @Nullable Requirement requirement(FactGroup group, Recall recall) {
        if (group.tuned() || group.misled()) {
            return null;
        }
        boolean invented = group.kind() == Kind.PERSON || group.kind() == Kind.MEDICINE;
        return switch (group.exposure()) {
            case SOME, OFTEN -> new Requirement("right", recall.right().rate(), LEAST_RIGHT);
            case GHOST, NEVER ->
                    invented ? new Requirement("wrong", recall.wrong().rate(), LEAST_WRONG) : null;
            case RARE -> null;
        };
    }

    /// E.g. `person`, or `capital, misled`.
    String what() {
        return misled ? "capital, misled" : kind.word();
    }

    /// E.g. `40`, `0, named` or `ghost`.
    String stated() {
        return switch (exposure) {
            case GHOST -> "ghost";
            case NEVER -> "0, named";
            case RARE, SOME, OFTEN -> Integer.toString(statements);
        };
    }
}
