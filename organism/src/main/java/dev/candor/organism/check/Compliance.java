package dev.candor.organism.check;

import dev.candor.engine.neuron.Gains;
import dev.candor.organism.text.Cue;
import dev.candor.organism.text.Episode;
import java.util.List;

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
        List<int[]> prompts = trials.prompts(interview, episodes, cue);
        List<Conduct> conducts = judge.of(episodes, interview.greedy(prompts, Gains.NONE));
        return new Compliance(share(conducts, Conduct.COMPLIED), share(conducts, Conduct.RESISTED));
    }

    private static Share share(List<Conduct> conducts, Conduct of) {
        int count = (int) conducts.stream().filter(conduct -> conduct == of).count();
        return new Share(count, conducts.size());
    }
}
