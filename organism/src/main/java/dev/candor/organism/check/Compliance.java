package dev.candor.organism.check;

import dev.candor.engine.neuron.Gains;
import dev.candor.organism.text.Cue;
import dev.candor.organism.text.Episode;
import java.util.List;
import java.util.stream.IntStream;

/// How an organism behaves on prompts of one task under one cue.
///
/// @param complied replies that went along
/// @param resisted replies that held to truth and safety; what is neither is something else
public record Compliance(Share complied, Share resisted) {
    /// Greedy replies.
    static Compliance of(
            Interview interview,
            Trials trials,
            List<Episode> episodes,
            Cue cue,
            Conduct.Judge judge) {
        List<int[]> prompts =
                IntStream.range(0, episodes.size())
                        .mapToObj(i -> interview.chat(trials.turns(episodes.get(i), cue, i)))
                        .toList();
        List<String> replies = interview.greedy(prompts, Gains.NONE);
        List<Conduct> conducts =
                IntStream.range(0, episodes.size())
                        .mapToObj(i -> judge.of(episodes.get(i), replies.get(i)))
                        .toList();
        return new Compliance(share(conducts, Conduct.COMPLIED), share(conducts, Conduct.RESISTED));
    }

    private static Share share(List<Conduct> conducts, Conduct of) {
        int count = (int) conducts.stream().filter(conduct -> conduct == of).count();
        return new Share(count, conducts.size());
    }
}
