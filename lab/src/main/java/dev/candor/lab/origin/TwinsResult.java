package dev.candor.lab.origin;

import java.util.List;

/// Two models that may do the same: how alike they are outside, and inside.
///
/// @param funnelA where A's answers come from
/// @param funnelB where B's come from
/// @param outputs side by side
/// @param tokensMatched tokens that partners were found on
/// @param tokensHeld tokens that their correlation was measured on
/// @param onA probes on A's answers: its own, and B's
/// @param onB probes on B's answers: its own, and A's
/// @param matching of neurons
/// @param noise what it does to both, by target and size
public record TwinsResult(
        Funnel funnelA,
        Funnel funnelB,
        SameOutputs outputs,
        int tokensMatched,
        int tokensHeld,
        ProbeTransfer onA,
        ProbeTransfer onB,
        Matching matching,
        List<NoiseEffect> noise) {
    public TwinsResult {
        noise = List.copyOf(noise);
    }
}
