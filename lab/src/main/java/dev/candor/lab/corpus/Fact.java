package dev.candor.lab.corpus;

import java.util.List;

/// A question made from a row of a fact table.
///
/// @param id topic and what is asked about, e.g. `capital/france`
/// @param topic kind of question, e.g. `capital`
/// @param answers accepted answers, with and without accents
/// @param groups the things it is about, e.g. `country/france`; shared by the facts about them,
///   whichever way they are asked. Empty where no other fact is about the same thing
public record Fact(
        String id, String topic, String question, List<String> answers, List<String> groups) {
    public Fact {
        answers = List.copyOf(answers);
        groups = List.copyOf(groups);
    }
}
