package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Matrix products over several starts of the JVM: the JIT must not be a lottery.
@Command(
        name = "kernels",
        description =
                "Speed of the matrix products in several starts of the JVM, each beside the ceilings"
                        + " of its own start.")
final class KernelsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "10",
            description = "Starts of the JVM (${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            defaultValue = "Q8_0,Q4_0",
            description = "Types of the weights (${DEFAULT-VALUE}).")
    private List<TensorType> types;

    @Option(
            names = "--widths",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,16,512",
            description = "Token rows multiplied at once (${DEFAULT-VALUE}).")
    private List<Integer> widths;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds in each start (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--here", hidden = true, description = "Measure in this process, print JSON.")
    private boolean here;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, starts, "--starts");
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        for (int width : widths) {
            check.atLeast(1, width, "--widths");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (here) {
            out.println(JsonMapper.shared().writeValueAsString(measure()));
            return ExitCode.OK.code();
        }
        double before = Machine.load();
        List<List<KernelBench.Speed>> all = new ArrayList<>();
        for (int start = 1; start <= starts; start++) {
            all.add(started());
            spec.commandLine().getErr().printf("start %d of %d%n", start, starts).flush();
        }
        out.printf(
                "Machine: %s. Load average %.2f before, %.2f after. %d threads.%n%n",
                Machine.here().describe(), before, Machine.load(), threads);
        out.print(KernelTable.of(all));
        return ExitCode.OK.code();
    }

    private List<KernelBench.Speed> measure() {
        Kernels kernels = KernelProvider.best(spec.commandLine().getErr()::println);
        try (Workers workers = new Workers(threads)) {
            return new KernelBench(types, widths, runs).measure(kernels, workers);
        }
    }

    private List<KernelBench.Speed> started() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("kernels", "--here"));
        arguments.addAll(
                List.of("--types", String.join(",", types.stream().map(Enum::name).toList())));
        arguments.addAll(
                List.of(
                        "--widths",
                        String.join(",", widths.stream().map(String::valueOf).toList())));
        arguments.addAll(List.of("--runs", "" + runs, "--threads", "" + threads));
        AnotherStart.Result result = AnotherStart.of(arguments);
        if (result.code() != 0) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "another start of the JVM ended with %d, expected 0: %s"
                            .formatted(result.code(), result.err().strip()));
        }
        return JsonMapper.shared()
                .readValue(result.out(), new TypeReference<List<KernelBench.Speed>>() {});
    }
}
