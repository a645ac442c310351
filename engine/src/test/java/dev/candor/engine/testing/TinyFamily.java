package dev.candor.engine.testing;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The families that [TinyModels] makes, and what tells their files apart.
public enum TinyFamily {
    LLAMA("llama"),
    MISTRAL3("mistral3"),
    GEMMA2("gemma2", Trait.POST_NORMS),
    GEMMA3("gemma3", Trait.POST_NORMS, Trait.HEAD_NORMS),
    QWEN2("qwen2", Trait.QKV_BIASES),
    QWEN3("qwen3", Trait.HEAD_NORMS),
    PHI3("phi3", Trait.FUSED_QKV, Trait.FUSED_GATE),
    GPT2("gpt2", Trait.FUSED_QKV, Trait.LAYER_NORMS, Trait.LEARNED_POSITIONS, Trait.UNGATED);

    /// Something a family's files have.
    enum Trait {
        /// A bias on queries, keys and values.
        QKV_BIASES,
        /// A norm on each head's query and key.
        HEAD_NORMS,
        /// A norm behind attention and feed-forward network.
        POST_NORMS,
        /// Queries, keys and values in one tensor.
        FUSED_QKV,
        /// Gate and up in one tensor.
        FUSED_GATE,
        /// Norms with a bias, and a bias on every matrix.
        LAYER_NORMS,
        /// A tensor of positions, and no rotation.
        LEARNED_POSITIONS,
        /// No gate.
        UNGATED
    }

    private final String architecture;
    private final Set<Trait> traits;

    TinyFamily(String architecture, Trait... traits) {
        this.architecture = architecture;
        this.traits = EnumSet.noneOf(Trait.class);
        this.traits.addAll(List.of(traits));
    }

    /// Value of `general.architecture`.
    public String architecture() {
        return architecture;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
