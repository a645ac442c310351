package dev.candor.engine.kernel;

/// How a run of values of four or six bits lies in shorts, and what a short is multiplied with.
///
/// A short holds fields, the first in its lowest bits. Where fields begin at bits 0 = o₀ < o₁ < …,
/// `s >>> oⱼ` is field j and 2^(oᵢ − oⱼ) times each field i above it. So `Σ (s >>> oⱼ) · fⱼ` is `Σ
/// field j · tⱼ`, mod 2¹⁶, with factors `f₀ = t₀` and `fⱼ = tⱼ − 2^(oⱼ − oⱼ₋₁) · tⱼ₋₁`: nothing is
/// masked. A field that holds a value's bits from bit u on has `t = 2ᵘ · x`.
///
/// With one token row this saves a fifth of the operations of four bits and half of those of six.
/// With eight, values are taken apart once for all.
enum Packing {
    /// Thirty-two values in eight shorts of four fields: values j, j + 16, j + 8, j + 24.
    FOUR(32, 8, 32) {
        @Override
        void factors(int[] x, int from, int[] out) {
            for (int j = 0; j < 8; j++) {
                int x0 = x[from + j];
                int x1 = x[from + j + 16];
                int x2 = x[from + j + 8];
                int x3 = x[from + j + 24];
                out[4 * j] = x0;
                out[4 * j + 1] = x1 - 16 * x0;
                out[4 * j + 2] = x2 - 16 * x1;
                out[4 * j + 3] = x3 - 16 * x2;
            }
        }
    },

    /// Eight values in three shorts: values 0, 1 and the low four bits of 6; 2, 3, the high two of
    /// 6 and the low two of 7; 4, 5 and the high four of 7.
    SIX(8, 32, 10) {
        @Override
        void factors(int[] x, int from, int[] out) {
            int x6 = x[from + 6];
            int x7 = x[from + 7];
            out[0] = x[from];
            out[1] = x[from + 1] - 64 * x[from];
            out[2] = x6 - 64 * x[from + 1];
            out[3] = x[from + 2];
            out[4] = x[from + 3] - 64 * x[from + 2];
            out[5] = 16 * x6 - 64 * x[from + 3];
            out[6] = x7 - 64 * x6;
            out[7] = x[from + 4];
            out[8] = x[from + 5] - 64 * x[from + 4];
            out[9] = 4 * x7 - 64 * x[from + 5];
        }
    };

    /// Values of a run.
    final int run;

    /// What is subtracted from each value, so that a sum fits a short.
    final int offset;

    /// Factors of a run.
    final int count;

    Packing(int run, int offset, int count) {
        this.run = run;
        this.offset = offset;
        this.count = count;
    }

    /// Of the run that begins at x[from]; their lowest 16 bits count.
    abstract void factors(int[] x, int from, int[] out);
}
