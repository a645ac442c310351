package dev.candor.engine.kernel;

import java.util.function.Consumer;

/// Chooses the kernels this JVM can run.
public final class KernelProvider {
    private static final String MODULE = "jdk.incubator.vector";

    private KernelProvider() {}

    /// Vector kernels where the vector module is present and has at least 128 bits, else the scalar
    /// ones with one warning that says which flag is missing.
    public static Kernels best(Consumer<String> warn) {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            warn.accept(
                    "scalar kernels (slow): start Java with --add-modules "
                            + MODULE
                            + " for vectors");
            return new ScalarKernels();
        }
        return vector(warn);
    }

    /// In a method of its own, so that the vector classes load only where they exist.
    private static Kernels vector(Consumer<String> warn) {
        if (VectorKernels.LANES < 4) {
            warn.accept("scalar kernels (slow): this CPU has vectors below 128 bits");
            return new ScalarKernels();
        }
        return new VectorKernels();
    }
}
