package dev.candor.bench;

import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.probe.L1LogisticRegression;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.LogisticFit;
import dev.candor.lab.probe.SolverOptions;
import dev.candor.lab.probe.SparseWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// The L1 solver against liblinear, and alone on a matrix of full size. Every row carries the
/// objective, so that equal work is seen to be equal.
final class SolverBench {
    /// C as a multiple of the largest that leaves all weights at zero.
    private static final double[] MULTIPLES = {3, 10, 30};

    private final Path folder;
    private final int threads;
    private final int rounds;
    private final Consumer<String> progress;

    /// @param folder for the matrices
    SolverBench(Path folder, int threads, int rounds, Consumer<String> progress) {
        this.folder = folder;
        this.threads = threads;
        this.rounds = rounds;
        this.progress = progress;
    }

    /// Alternating rounds at the same C; liblinear's eps is lowered until its objective is within
    /// 1e-6 of the minimum, and only that eps is timed.
    List<SolverReport.Row> againstLiblinear(SyntheticContributions data) throws IOException {
        try (NpyMatrix matrix = write(data)) {
            LabelledRows rows = data.labels();
            SolverOptions options = SolverOptions.defaults(threads).withPenalisedIntercept();
            L1LogisticRegression ours = new L1LogisticRegression(options);
            double c = MULTIPLES[1] * ours.largestEmptyC(matrix, rows);
            double minimum =
                    new L1LogisticRegression(options.withTolerance(1e-9))
                            .fit(matrix, rows, c)
                            .objective();
            LiblinearPeer peer = new LiblinearPeer(matrix, rows);

            double eps = 0.1;
            progress.accept("liblinear, eps " + eps);
            double[] theirs = peer.train(c, eps);
            while (peer.objective(theirs, c) > minimum * (1 + 1e-6) && eps > 1e-9) {
                eps /= 3;
                progress.accept("liblinear, eps " + eps);
                theirs = peer.train(c, eps);
            }
            LogisticFit fit = fitted(ours.fit(matrix, rows, c));
            List<Double> ourSeconds = new ArrayList<>();
            List<Double> theirSeconds = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                progress.accept("against liblinear, round " + (round + 1));
                long start = System.nanoTime();
                fit = fitted(ours.fit(matrix, rows, c));
                ourSeconds.add(secondsSince(start));
                start = System.nanoTime();
                theirs = peer.train(c, eps);
                theirSeconds.add(secondsSince(start));
            }
            Spread own = Spread.of(ourSeconds);
            Spread other = Spread.of(theirSeconds);
            long peak = Machine.peakResidentBytes();
            SparseWeights sparse = SparseWeights.of(theirs);
            double objective = peer.objective(theirs, c);
            return List.of(
                    new SolverReport.Row(
                            name(data) + ", ours",
                            c,
                            own,
                            fit.objective(),
                            fit.objective() / minimum - 1,
                            fit.weights().size(),
                            checksum(fit.weights()),
                            other.median() / own.median(),
                            peak),
                    new SolverReport.Row(
                            "%s, liblinear, eps %.1e".formatted(name(data), eps),
                            c,
                            other,
                            objective,
                            objective / minimum - 1,
                            sparse.size(),
                            checksum(sparse),
                            1,
                            peak));
        }
    }

    /// One fit for each of three C, and the path over them.
    List<SolverReport.Row> alone(SyntheticContributions data) throws IOException {
        try (NpyMatrix matrix = write(data)) {
            LabelledRows labels = data.labels();
            L1LogisticRegression ours = new L1LogisticRegression(SolverOptions.defaults(threads));
            double empty = ours.largestEmptyC(matrix, labels);
            double[] grid = new double[MULTIPLES.length];
            for (int k = 0; k < grid.length; k++) {
                grid[k] = MULTIPLES[k] * empty;
            }
            List<SolverReport.Row> rows = new ArrayList<>();
            for (double c : grid) {
                List<Double> seconds = new ArrayList<>();
                LogisticFit last = null;
                for (int round = 0; round < rounds; round++) {
                    progress.accept("alone, C %.4g, round %d".formatted(c, round + 1));
                    long start = System.nanoTime();
                    last = fitted(ours.fit(matrix, labels, c));
                    seconds.add(secondsSince(start));
                }
                if (last != null) {
                    rows.add(row(name(data) + ", ours, one fit", seconds, last));
                }
            }
            List<Double> seconds = new ArrayList<>();
            List<LogisticFit> path = List.of();
            for (int round = 0; round < rounds; round++) {
                progress.accept("alone, path, round " + (round + 1));
                long start = System.nanoTime();
                path = ours.path(matrix, labels, grid);
                seconds.add(secondsSince(start));
            }
            path.forEach(SolverBench::fitted);
            String what = "%s, ours, path of %d".formatted(name(data), path.size());
            rows.add(row(what, seconds, path.getLast()));
            return rows;
        }
    }

    private static SolverReport.Row row(String what, List<Double> seconds, LogisticFit fit)
            throws IOException {
        return new SolverReport.Row(
                what,
                fit.C(),
                Spread.of(seconds),
                fit.objective(),
                fit.relativeGap(),
                fit.weights().size(),
                checksum(fit.weights()),
                0,
                Machine.peakResidentBytes());
    }

    private NpyMatrix write(SyntheticContributions data) throws IOException {
        Path file = folder.resolve(data.rows() + "x" + data.columns() + ".npy");
        progress.accept("writing " + name(data));
        data.write(file);
        return NpyMatrix.open(file);
    }

    private static String name(SyntheticContributions data) {
        return String.format(Locale.ROOT, "%,d × %,d", data.rows(), data.columns());
    }

    private static LogisticFit fitted(LogisticFit fit) {
        if (!fit.converged()) {
            throw new IllegalStateException(
                    "not converged at C %.4g: relative gap %.1e"
                            .formatted(fit.C(), fit.relativeGap()));
        }
        return fit;
    }

    private static String checksum(SparseWeights weights) {
        ByteBuffer bytes = ByteBuffer.allocate(12 * weights.size());
        for (int k = 0; k < weights.size(); k++) {
            bytes.putInt(weights.column(k)).putDouble(weights.value(k));
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.flip());
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
