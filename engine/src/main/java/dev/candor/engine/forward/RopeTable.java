package dev.candor.engine.forward;

import dev.candor.engine.model.Rope;

/// Cosines and sines of the rotations, computed once a position.
final class RopeTable {
    private final Rope rope;
    private final int pairs;
    private float[] cosines = new float[0];
    private float[] sines = new float[0];
    private int positions;

    RopeTable(Rope rope) {
        this.rope = rope;
        this.pairs = rope.inverseFrequencies().length;
    }

    void ensure(int wanted) {
        if (wanted <= positions) {
            return;
        }
        int grown = Math.max(wanted, positions * 2);
        float[] cos = new float[grown * pairs];
        float[] sin = new float[grown * pairs];
        System.arraycopy(cosines, 0, cos, 0, positions * pairs);
        System.arraycopy(sines, 0, sin, 0, positions * pairs);
        for (int p = positions; p < grown; p++) {
            for (int i = 0; i < pairs; i++) {
                double angle = p * rope.inverseFrequencies()[i];
                cos[p * pairs + i] = (float) (StrictMath.cos(angle) * rope.magnitude());
                sin[p * pairs + i] = (float) (StrictMath.sin(angle) * rope.magnitude());
            }
        }
        cosines = cos;
        sines = sin;
        positions = grown;
    }

    /// Rotates adjacent pairs of one head in place.
    void rotate(float[] head, int from, int position) {
        int table = position * pairs;
        for (int i = 0; i < pairs; i++) {
            float a = head[from + 2 * i];
            float b = head[from + 2 * i + 1];
            float cos = cosines[table + i];
            float sin = sines[table + i];
            head[from + 2 * i] = a * cos - b * sin;
            head[from + 2 * i + 1] = a * sin + b * cos;
        }
    }
}
