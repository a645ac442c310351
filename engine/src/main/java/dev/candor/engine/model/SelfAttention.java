package dev.candor.engine.model;

import org.jspecify.annotations.Nullable;

/// The attention of one layer.
///
/// @param norm of its input
/// @param wQuery [heads·headDim, d]
/// @param wKey [kvHeads·headDim, d]
/// @param wValue [kvHeads·headDim, d]
/// @param queryNorm of each head's query before it turns, [headDim]; null for none
/// @param keyNorm the same of each key
/// @param rule which positions are seen, and how
/// @param wOutput [d, heads·headDim]
/// @param postNorm of its output before it joins the residual; null for none
public record SelfAttention(
        Norm norm,
        Linear wQuery,
        Linear wKey,
        Linear wValue,
        @Nullable Norm queryNorm,
        @Nullable Norm keyNorm,
        AttentionRule rule,
        Linear wOutput,
        @Nullable Norm postNorm) {}
