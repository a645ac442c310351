package dev.candor.engine.kernel;

/// gelu by its tanh approximation, x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³))), written as x / (1 +
/// e^(−x·(C1·x² + C0))): the same function, without the cancellation at negative x. The steps are
/// the same in every execution mode, so the bits are.
///
/// Source: Hendrycks and Gimpel 2016, arXiv:1606.08415.
final class Gelu {
    /// 2·√(2/π).
    static final float C0 = 1.5957691216057308f;

    /// 0.044715·C0.
    static final float C1 = 0.07135481627260025f;

    private Gelu() {}

    static float gelu(float x) {
        float twice = x * Math.fma(x * x, C1, C0);
        return x / (1f + Exp.exp(-twice));
    }
}
