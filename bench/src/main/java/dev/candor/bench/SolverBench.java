package dev.candor.bench;

import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.probe.L1LogisticRegression;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.LogisticFit;
import dev.candor.lab.probe.SolverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The L1 solver against liblinear on 2,000 × 20,000, and alone on 4,000 × 123,904.
///
/// `SolverBench [peer|alone|all] [threads] [runs]`. The peer needs `-Xmx6g`; alone, `-Xmx1g` is
/// enough. Every line ends with the objective, so that equal work is seen to be equal.
public final class SolverBench {
    /// C as a multiple of the largest that leaves all weights at zero.
    private static final double[] MULTIPLES = {3, 10, 30};

    private final Path folder;
    private final int threads;
    private final int runs;

    private SolverBench(Path folder, int threads, int runs) {
        this.folder = folder;
        this.threads = threads;
        this.runs = runs;
    }

    public static void main(String[] args) throws IOException {
        String which = args.length > 0 ? args[0] : "all";
        int threads =
                args.length > 1
                        ? Integer.parseInt(args[1])
                        : Runtime.getRuntime().availableProcessors();
        int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        Path folder = Files.createTempDirectory("solver-bench");
        System.out.printf(
                "%s, Java %s, %d threads, %d runs%n",
                System.getProperty("os.arch"), Runtime.version(), threads, runs);
        try {
            SolverBench bench = new SolverBench(folder, threads, runs);
            if (!which.equals("alone")) {
                bench.againstLiblinear(new SyntheticContributions(2_000, 20_000, 40, 1));
            }
            if (!which.equals("peer")) {
                bench.alone(new SyntheticContributions(4_000, 123_904, 60, 2));
            }
        } finally {
            deleteAll(folder);
        }
    }

    /// Alternating runs at the same C; liblinear's eps is lowered until its objective is within
    /// 1e-6 of ours, and only that eps is timed.
    private void againstLiblinear(SyntheticContributions data) throws IOException {
        try (NpyMatrix matrix = write(data)) {
            LabelledRows rows = data.labels();
            SolverOptions options = SolverOptions.defaults(threads).withPenalisedIntercept();
            L1LogisticRegression ours = new L1LogisticRegression(options);
            double c = MULTIPLES[1] * ours.largestEmptyC(matrix, rows);
            LogisticFit reference =
                    new L1LogisticRegression(options.withTolerance(1e-9)).fit(matrix, rows, c);
            LiblinearPeer peer = new LiblinearPeer(matrix, rows);

            double eps = 0.1;
            double[] theirs = peer.train(c, eps);
            while (peer.objective(theirs, c) > reference.objective() * (1 + 1e-6) && eps > 1e-9) {
                eps /= 3;
                theirs = peer.train(c, eps);
            }
            System.out.printf("C = %.4g, liblinear eps = %.1e%n", c, eps);
            List<Double> ourSeconds = new ArrayList<>();
            List<Double> theirSeconds = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                LogisticFit fit = ours.fit(matrix, rows, c);
                ourSeconds.add(secondsSince(start));
                print("ours", fit, ourSeconds.getLast());
                start = System.nanoTime();
                theirs = peer.train(c, eps);
                theirSeconds.add(secondsSince(start));
                System.out.printf(
                        "liblinear  %8.3f s  objective %.9f, %.1e above the minimum%n",
                        theirSeconds.getLast(),
                        peer.objective(theirs, c),
                        peer.objective(theirs, c) / reference.objective() - 1);
            }
            System.out.printf(
                    "median ours %s, liblinear %s: %.1f times as fast%n",
                    spread(ourSeconds),
                    spread(theirSeconds),
                    median(theirSeconds) / median(ourSeconds));
        }
    }

    private void alone(SyntheticContributions data) throws IOException {
        try (NpyMatrix matrix = write(data)) {
            LabelledRows rows = data.labels();
            L1LogisticRegression ours = new L1LogisticRegression(SolverOptions.defaults(threads));
            double empty = ours.largestEmptyC(matrix, rows);
            double[] grid = new double[MULTIPLES.length];
            for (int k = 0; k < grid.length; k++) {
                grid[k] = MULTIPLES[k] * empty;
            }
            for (double c : grid) {
                List<Double> seconds = new ArrayList<>();
                for (int run = 0; run < runs; run++) {
                    long start = System.nanoTime();
                    LogisticFit fit = ours.fit(matrix, rows, c);
                    seconds.add(secondsSince(start));
                    print("one fit", fit, seconds.getLast());
                }
                System.out.printf("median %s%n", spread(seconds));
            }
            long start = System.nanoTime();
            List<LogisticFit> path = ours.path(matrix, rows, grid);
            System.out.printf("path of %d: %.3f s%n", path.size(), secondsSince(start));
            path.forEach(fit ->
                    System.out.printf(
                            "  C = %.4g: objective %.9f, %d weights%n",
                            fit.C(), fit.objective(), fit.weights().size()));
            System.out.println(peakResident());
        }
    }

    private NpyMatrix write(SyntheticContributions data) throws IOException {
        Path file = folder.resolve(data.rows() + "x" + data.columns() + ".npy");
        long start = System.nanoTime();
        data.write(file);
        System.out.printf(
                "%n%,d × %,d float32 written in %.1f s%n",
                data.rows(), data.columns(), secondsSince(start));
        return NpyMatrix.open(file);
    }

    private static void print(String what, LogisticFit fit, double seconds) {
        System.out.printf(
                "%-10s %8.3f s  objective %.9f, gap %.1e, %d weights, %d Newton steps%s%n",
                what,
                seconds,
                fit.objective(),
                fit.dualityGap() / fit.objective(),
                fit.weights().size(),
                fit.iterations(),
                fit.converged() ? "" : ", NOT CONVERGED");
    }

    private static String peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "peak resident memory: not known on this system";
        }
        return "peak resident memory, mapped file included: "
                + Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .map(line -> line.substring(6).strip())
                        .findFirst()
                        .orElse("not given");
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String spread(List<Double> seconds) {
        return String.format(
                "%.3f s (%.3f–%.3f)",
                median(seconds), Collections.min(seconds), Collections.max(seconds));
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
