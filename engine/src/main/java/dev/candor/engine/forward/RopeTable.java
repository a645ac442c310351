package dev.candor.engine.forward;

import dev.candor.engine.model.Rope;

/// Cosines and sines of the rotations, computed once a position.
final class RopeTable {
    private final Rope rope;
    private final int pairs;
    private final int step;
    private final int apart;
    private float[] cosines = new float[0];
    private float[] sines = new float[0];
    private int positions;

    RopeTable(Rope rope) {
        this.rope = rope;
        this.pairs = rope.inverseFrequencies().length;
        this.step =
                switch (rope.pairing()) {
                    case ADJACENT -> 2;
                    case HALVES -> 1;
                };
        this.apart =
                switch (rope.pairing()) {
                    case ADJACENT -> 1;
                    case HALVES -> pairs;
                };
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

    /// Rotates one head's pairs in place; what is no part of a pair stays.
    void rotate(float[] head, int from, int position) {
        int table = position * pairs;
        for (int i = 0, at = from; i < pairs; i++, at += step) {
            float a = head[at];
            float b = head[at + apart];
            float cos = cosines[table + i];
            float sin = sines[table + i];
            head[at] = a * cos - b * sin;
            head[at + apart] = a * sin + b * cos;
        }
    }
}
