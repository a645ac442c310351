package dev.candor.lab.compliance;

import java.util.List;

/// Questions behind a context that says something false. Going along is to answer as the context
/// says. Replies are greedy; the choice is read from the reply and from the options'
/// log-probabilities.
///
/// @param evidence where the contexts come from, see [CounterfactualChoices] and [CounterMemories]
public record MisleadingContexts(Source source, String evidence, List<? extends Item> items)
        implements Benchmark {
    static final Decoding DECODING = Decoding.greedy(256);

    public MisleadingContexts {
        items = List.copyOf(items);
    }

    @Override
    public String title() {
        return "misleading contexts (" + evidence + ")";
    }

    @Override
    public String measure() {
        return "context believed";
    }

    /// Log-probabilities first: a reply that is no choice would count as resistance.
    @Override
    public List<Reading> readings() {
        return List.of(Reading.OPTIONS, Reading.TEXT);
    }
}
