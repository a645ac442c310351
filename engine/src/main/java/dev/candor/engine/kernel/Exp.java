package dev.candor.engine.kernel;

/// e^x in f32 by range reduction and a polynomial, in operations that are exact to the bit in every
/// execution mode. Relative error below 2e-7 for results in the normal range.
///
/// x = k·ln2 + r, |r| ≤ ln2/2; e^r by a degree-6 polynomial (Cephes' minimax coefficients).
final class Exp {
    static final float LOG2E = 1.44269504088896341f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    static final float LOW = -87.3f;
    static final float HIGH = 88.3f;

    /// Adding and subtracting 1.5·2²³ rounds to the nearest integer.
    static final float ROUND = 12582912f;

    static final float C0 = 1.9875691500e-4f;
    static final float C1 = 1.3981999507e-3f;
    static final float C2 = 8.3334519073e-3f;
    static final float C3 = 4.1665795894e-2f;
    static final float C4 = 1.6666665459e-1f;
    static final float C5 = 5.0000001201e-1f;

    private Exp() {}

    /// Results below e^−87.3 are that value, above e^88.3 that one; NaN stays NaN.
    static float exp(float value) {
        float x = Math.min(Math.max(value, LOW), HIGH);
        float k = Math.fma(x, LOG2E, ROUND) - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        float p = Math.fma(C0, r, C1);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C5);
        float y = Math.fma(p, r * r, r) + 1f;
        return y * Float.intBitsToFloat(((int) k + 127) << 23);
    }
}
