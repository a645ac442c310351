package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;

/// What is asked of libtorch once in a process, and copies out of it.
final class Torch {
    private Torch() {}

    /// Gives every caller one thread: whole slices side by side share no memory, while the threads
    /// of two libraries within an operation wait for each other on two cores.
    static void useCallingThreadOnly() {
        set_num_threads(1);
        openblas_nolapack.blas_set_num_threads(1);
    }

    /// A copy, row-major.
    static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        tensor.contiguous().data_ptr_float().get(values);
        return values;
    }
}
