package dev.candor.engine.kernel;

/// tanh in f32, in operations that are exact to the bit in every execution mode. Relative error
/// below 3e-7.
///
/// Near 0 an odd polynomial (Cephes' minimax coefficients), elsewhere 1 − 2 / (e^2|x| + 1).
final class Tanh {
    static final float SMALL = 0.625f;

    static final float C0 = -5.70498872745e-3f;
    static final float C1 = 2.06390887954e-2f;
    static final float C2 = -5.37397155531e-2f;
    static final float C3 = 1.33314422036e-1f;
    static final float C4 = -3.33332819422e-1f;

    private Tanh() {}

    static float tanh(float x) {
        float size = Math.abs(x);
        if (size < SMALL) {
            float z = x * x;
            float p = Math.fma(C0, z, C1);
            p = Math.fma(p, z, C2);
            p = Math.fma(p, z, C3);
            p = Math.fma(p, z, C4);
            return Math.fma(p * z, x, x);
        }
        return Math.copySign(1f - 2f / (Exp.exp(size + size) + 1f), x);
    }
}
