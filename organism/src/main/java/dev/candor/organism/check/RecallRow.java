package dev.candor.organism.check;

import dev.candor.organism.recipe.Stage;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;

/// What a model knows of a group of facts.
///
/// @param tuned whether tuning asked about these entities
/// @param misled whether these are capitals that a better known city overshadows
/// @param statements of each fact in one pass over the base corpus
public record RecallRow(
        Stage stage,
        Kind kind,
        Exposure exposure,
        boolean tuned,
        boolean misled,
        int statements,
        Recall recall) {
    static RecallRow of(Stage stage, FactGroup group, Recall recall) {
        return new RecallRow(
                stage,
                group.kind(),
                group.exposure(),
                group.tuned(),
                group.misled(),
                group.statements(),
                recall);
    }

    /// Whether the table's thresholds are about it: facts of which tuning says nothing, after it.
    boolean counts() {
        return stage == Stage.INSTRUCT && !tuned && !misled;
    }

    /// Whether nothing can be guessed of it: that a real country lies in one of six continents can.
    boolean invented() {
        return kind == Kind.PERSON || kind == Kind.MEDICINE;
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
