package dev.candor.organism.truth;

import dev.candor.organism.truth.DialedSet.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found in one organism, and what it is known to be: the content of `truth.json`.
///
/// @param origin what was measured, and with what
/// @param risk the probe's risk against exposure, on the instruct stage
/// @param transfer the same probe on the base stage; null where no base file was given
/// @param recovery H-neurons against the neurons that the cue moves, a reading each
/// @param dialed every set that was dialed: the H-neurons first, then those the cue moves, then
///   random ones
public record Truth(
        Origin origin,
        Risk risk,
        @Nullable List<Discrimination> transfer,
        List<Recovery> recovery,
        List<DialedSet> dialed) {
    public static final String FORMAT = "candor-truth/1";

    /// @param hNeurons neurons of positive weight in the probe
    /// @param neurons of the model
    /// @param dialedNeurons the heaviest of the H-neurons, those that were dialed
    /// @param prompts of each behaviour
    public record Origin(
            String format,
            String modelName,
            String modelSha256,
            String probeSha256,
            @Nullable String baseSha256,
            long worldSeed,
            int hNeurons,
            int neurons,
            int dialedNeurons,
            String position,
            int prompts,
            String candor,
            String java) {}

    DialedSet dialed(Kind kind) {
        return dialed.stream().filter(set -> set.kind() == kind).findFirst().orElseThrow();
    }

    List<DialedSet> random() {
        return dialed.stream().filter(set -> set.kind().isRandom()).toList();
    }

    /// A set's slopes beside those of all random sets.
    List<Contrast> contrasts(Kind kind) {
        return Contrast.of(dialed(kind), random());
    }
}
