package dev.candor.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/// What a damaged file makes its reader allocate.
public final class Allocations {
    private Allocations() {}

    /// What the reading says, if it allocates less than `allowance` bytes.
    public static boolean below(long allowance, BooleanSupplier reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean said = reading.getAsBoolean();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (allocated >= allowance) {
            // What the JVM sets up at first use is not the file's doing: that happens again.
            before = threads.getCurrentThreadAllocatedBytes();
            assertThat(reading.getAsBoolean()).isEqualTo(said);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes allocated").isLessThan(allowance);
        return said;
    }
}
