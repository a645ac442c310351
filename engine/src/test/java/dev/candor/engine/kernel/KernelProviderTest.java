package dev.candor.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.forward.ReferenceComparison;
import dev.candor.engine.testing.ForkedJvm;
import dev.candor.engine.testing.TinyModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
    @Test
    void vectorsAreChosenWithoutAWarningWhereTheModuleIs() {
        List<String> warnings = new ArrayList<>();
        assertThat(KernelProvider.best(warnings::add)).isInstanceOf(VectorKernels.class);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aJvmWithoutTheVectorModuleWarnsOfTheFlagAndRunsModelsScalar() {
        ForkedJvm.Result result = ForkedJvm.run(List.of(), WithoutModuleMain.class);
        assertThat(result.output())
                .containsOnlyOnce("--add-modules jdk.incubator.vector")
                .contains("kernels: scalar")
                .contains("near the reference: true");
        assertThat(result.exitCode()).isZero();
    }

    static final class WithoutModuleMain {
        public static void main(String[] args) {
            Kernels kernels = KernelProvider.best(warning -> System.out.println("! " + warning));
            System.out.println("kernels: " + kernels.describe());
            double difference =
                    ReferenceComparison.largestDifference(
                            TinyModels.llamaFile(), kernels, 1, 65, 99, 300, 12);
            System.out.println("near the reference: " + (difference < 1e-5));
        }
    }
}
