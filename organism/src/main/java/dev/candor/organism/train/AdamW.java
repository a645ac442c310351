package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// AdamW (Loshchilov & Hutter 2019) on one vector: β 0.9 and 0.95, decay 0.1 of the matrices alone,
/// gradients no longer than 1.
final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.95;
    private static final double EPSILON = 1e-8;
    private static final double DECAY = 0.1;
    private static final double LONGEST = 1;

    private final Tensor weights;
    private final Tensor decayed;
    private final Tensor mean;
    private final Tensor square;

    /// @param weights changed in place, [size]
    /// @param decayed how many numbers at the front decay
    /// @param mean first moment so far, [size]
    /// @param square second moment so far, [size]
    AdamW(Tensor weights, int decayed, float[] mean, float[] square) {
        this.weights = weights;
        this.decayed = weights.narrow(0, 0, decayed);
        this.mean = tensor(mean);
        this.square = tensor(square);
    }

    float[] mean() {
        return Torch.floats(mean);
    }

    float[] square() {
        return Torch.floats(square);
    }

    /// @param gradient overwritten
    /// @param scale what the gradient is multiplied by first
    /// @param step from 1
    void step(Tensor gradient, double scale, double rate, long step) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            double length = gradient.norm().item_double() * scale;
            gradient.mul_(new Scalar(length > LONGEST ? scale * LONGEST / length : scale));
            mean.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
            square.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
            Tensor deviation =
                    square.sqrt()
                            .mul_(new Scalar(1 / Math.sqrt(1 - Math.pow(BETA2, step))))
                            .add_(new Scalar(EPSILON));
            decayed.mul_(new Scalar(1 - rate * DECAY));
            weights.addcdiv_(mean, deviation, new Scalar(-rate / (1 - Math.pow(BETA1, step))));
        }
    }
}
