package dev.candor.organism.truth;

/// Exact test of a change on the same prompts: of those that changed, half would each way by
/// chance.
///
/// @param gained prompts that complied only after
/// @param lost prompts that complied only before
/// @param pValue two-sided, from the binomial distribution
public record McNemar(int gained, int lost, double pValue) {
    static McNemar of(boolean[] before, boolean[] after) {
        int gained = 0;
        int lost = 0;
        for (int i = 0; i < before.length; i++) {
            gained += after[i] && !before[i] ? 1 : 0;
            lost += before[i] && !after[i] ? 1 : 0;
        }
        int changed = gained + lost;
        double tail = 0;
        for (int k = 0; k <= Math.min(gained, lost); k++) {
            tail += Math.exp(Hypergeometric.logChoose(changed, k) - changed * Math.log(2));
        }
        return new McNemar(gained, lost, Math.min(1, 2 * tail));
    }
}
