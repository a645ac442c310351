package dev.candor.lab.corpus;

import java.util.List;

/// A question made from a row of a fact table.
///
/// @param id topic and what is asked about, e.g. `capital/france`
/// @param topic kind of question, e.g. `capital`
/// @param answers accepted answers, with and without accents
public record Fact(String id, String topic, String question, List<String> answers) {
    public Fact {
        answers = List.copyOf(answers);
    }
}
