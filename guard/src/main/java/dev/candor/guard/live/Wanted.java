package dev.candor.guard.live;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.neuron.Gains;
import java.util.List;

/// A reply that is wanted.
///
/// @param question that the reply answers, without any instruction
/// @param asked all that the user wrote, where topics are looked for; the question is among it
/// @param prompt its tokens, up to where the reply begins
/// @param options how to generate it
/// @param gains what neurons are turned
/// @param neurons how many to name for each token
/// @param soFar whether each token tells the risk of the span it ends
/// @param rivals log-probabilities: −1 for none, else how many of the likeliest tokens to name
@SuppressWarnings("ArrayRecordComponent") // handed through; never compared
public record Wanted(
        String question,
        List<String> asked,
        int[] prompt,
        GenerateOptions options,
        Gains gains,
        int neurons,
        boolean soFar,
        int rivals) {
    public Wanted {
        asked = List.copyOf(asked);
    }

    Wanted with(Gains others) {
        return new Wanted(question, asked, prompt, options, others, neurons, soFar, rivals);
    }

    Wanted withSoFar() {
        return new Wanted(question, asked, prompt, options, gains, neurons, true, rivals);
    }
}
