package dev.candor.organism.truth;

import dev.candor.engine.forward.Generation;
import dev.candor.engine.neuron.Gains;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.contribution.Contribution;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.organism.check.Interview;
import dev.candor.organism.check.Organism;
import dev.candor.organism.check.Trials;
import dev.candor.organism.text.Cue;
import dev.candor.organism.text.Episode;
import dev.candor.organism.text.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Contributions on the same prompts under the cue to comply and under the cue to resist. The first
/// reading is at the prompt's last position, which emits the reply's first token: there the model
/// has read the same words but for the cue. The second is the mean over the positions that emit the
/// reply: there it has also read a reply that may differ.
///
/// @param first task → responses at the reply's first token
/// @param firstOfAll all tasks together
/// @param replyOfAll over the reply's tokens, all tasks together
record CueReadings(Map<Task, CueResponse> first, CueResponse firstOfAll, CueResponse replyOfAll) {

    /// Contributions of one task's prompts, shape [prompts][neurons].
    @SuppressWarnings("ArrayRecordComponent") // megabytes of numbers, handed on once
    private record Read(float[][] first, float[][] reply) {}

    /// @param episodes task → prompts
    static CueReadings of(Organism organism, Trials trials, Map<Task, List<Episode>> episodes) {
        Map<Task, CueResponse> first = new EnumMap<>(Task.class);
        List<Read> comply = new ArrayList<>();
        List<Read> resist = new ArrayList<>();
        episodes.forEach((task, prompts) -> {
            comply.add(read(organism, trials, prompts, Cue.COMPLY));
            resist.add(read(organism, trials, prompts, Cue.RESIST));
            first.put(task, CueResponse.of(comply.getLast().first(), resist.getLast().first()));
        });
        return new CueReadings(
                first,
                CueResponse.of(
                        joined(comply.stream().map(Read::first).toList()),
                        joined(resist.stream().map(Read::first).toList())),
                CueResponse.of(
                        joined(comply.stream().map(Read::reply).toList()),
                        joined(resist.stream().map(Read::reply).toList())));
    }

    /// The responses by the name of the reading.
    Map<String, CueResponse> byName() {
        Map<String, CueResponse> named = new LinkedHashMap<>();
        named.put("first token, all tasks", firstOfAll);
        named.put("whole reply, all tasks", replyOfAll);
        first.forEach((task, response) -> named.put("first token, " + Names.of(task), response));
        return named;
    }

    private static float[][] joined(List<float[][]> parts) {
        List<float[]> rows = new ArrayList<>();
        parts.forEach(part -> rows.addAll(List.of(part)));
        return rows.toArray(float[][]::new);
    }

    private static Read read(Organism organism, Trials trials, List<Episode> episodes, Cue cue) {
        Interview interview = new Interview(organism);
        List<int[]> prompts = trials.prompts(interview, episodes, cue);
        int[] end = {organism.tokenizer().eos()};
        List<ContributionCapture.Answer> first = new ArrayList<>();
        List<ContributionCapture.Answer> whole = new ArrayList<>();
        List<Generation> replies = interview.greedyGenerations(prompts, Gains.NONE);
        for (int i = 0; i < prompts.size(); i++) {
            int[] tokens = replies.get(i).tokens().length == 0 ? end : replies.get(i).tokens();
            TokenSpan all = new TokenSpan(0, tokens.length);
            first.add(new ContributionCapture.Answer(prompts.get(i), end, new TokenSpan(0, 1)));
            whole.add(new ContributionCapture.Answer(prompts.get(i), tokens, all));
        }
        try (ContributionCapture capture =
                new ContributionCapture(
                        organism.session(),
                        organism.tokenizer(),
                        new int[0],
                        OtherTokens.RESPONSE)) {
            return new Read(emitted(capture, first), emitted(capture, whole));
        }
    }

    private static float[][] emitted(
            ContributionCapture capture, List<ContributionCapture.Answer> answers) {
        return capture.capture(answers).stream()
                .map(Contribution::answerEmit)
                .toArray(float[][]::new);
    }
}
