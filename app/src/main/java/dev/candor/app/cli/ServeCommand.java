package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.server.ApiKeys;
import dev.candor.app.server.CandorServer;
import dev.candor.app.server.EventLog;
import dev.candor.app.server.NeuronFacts;
import dev.candor.app.server.ServedModel;
import dev.candor.app.server.ServerOptions;
import dev.candor.engine.model.Model;
import dev.candor.guard.live.Limits;
import dev.candor.guard.live.LiveModel;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.policy.LivePolicy;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.PolicyFile;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Serves a watched model.
@Command(
        name = "serve",
        description = "Serve a model with the risk of every token, and a page.",
        footer = {
            "",
            "OpenAI clients work with the address it prints and /v1 behind it.",
            "Without --api-key-file it answers to this machine only."
        })
@CommandGroup.In(CommandGroup.USE)
final class ServeCommand implements Callable<Integer> {
    /// Held here: a logger that nobody holds forgets its level.
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private ProbeOption probeOption;

    @Option(names = "--no-probe", description = "Watch nothing; every answer then has no score.")
    private boolean noProbe;

    @Option(
            names = "--alpha",
            defaultValue = "1",
            description =
                    "Factor on the H-neurons where a request names none, 0 to 3 (default:"
                            + " ${DEFAULT-VALUE}).")
    private float alpha;

    @Option(
            names = "--dial",
            paramLabel = "RUN/dial.json",
            description = "Turn the neurons that 'tune' found where a request names no α.")
    private @Nullable Path dial;

    @Option(
            names = "--policy",
            paramLabel = "POLICY.yaml",
            description =
                    "What is done with risky answers, see docs/formats/policy.md; read again when"
                            + " it changes (default, for the bundled model: a sample).")
    private @Nullable Path policy;

    @Option(
            names = "--no-policy",
            description = "Every answer goes out, with its risk; streams as it comes.")
    private boolean noPolicy;

    @Option(
            names = "--db",
            paramLabel = "URL",
            defaultValue = "candor.db",
            description =
                    "Where the review queue is kept: a file of SQLite, or postgresql://… (default:"
                            + " ${DEFAULT-VALUE}).")
    private String db;

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "Answers are kept so long for complaints; what is in the queue stays (default:"
                            + " ${DEFAULT-VALUE}).")
    private int keepDays;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--api-key-file",
            paramLabel = "F",
            description = "Keys that are let in; 'candor key' makes them.")
    private @Nullable Path keys;

    @Option(
            names = "--reports",
            paramLabel = "RUN",
            description = "A run's folder or report page to show; may be given more than once.")
    private List<Path> reports = new ArrayList<>();

    @Option(
            names = "--comply",
            paramLabel = "RUN/comply.json",
            description =
                    "What turning single neurons does, of 'comply --each', for the page (default,"
                            + " for the bundled probe: the bundled run).")
    private @Nullable Path comply;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "Replies generated together (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "256",
            description = "Requests that may wait beside them (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--cache-tokens",
            paramLabel = "N",
            defaultValue = "8192",
            description =
                    "Tokens of past prompts and replies kept for those that begin alike (default:"
                            + " ${DEFAULT-VALUE}).")
    private int cacheTokens;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Longest that a request may take (default: ${DEFAULT-VALUE}).")
    private int deadline;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "What runs may go on so long when it stops (default: ${DEFAULT-VALUE}).")
    private int grace;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "512",
            description = "Longest reply where a request names none (default: ${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(
            names = "--log-texts",
            description = "The log on standard error also holds questions and replies.")
    private boolean logTexts;

    @Mixin private ThreadsOption threads;

    @Option(
            names = "--force",
            description = "Use a probe or dial that was made on another model file.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        check();
        ApiKeys known = keys == null ? null : ApiKeys.read(keys);
        requireKeysBeyondLoopback(known);
        ModelSource source = model.source();
        Probe probe = noProbe ? null : ProbeFile.read(probeOption.file(source));
        Dial turned = dial == null ? null : DialFile.read(dial);
        Clock clock = Clock.systemUTC();
        EventLog log = new EventLog(System.err, clock, logTexts);
        Supplier<Policy> rules = rules(source, log);
        PrintWriter err = spec.commandLine().getErr();
        try (ReviewQueue reviews = ReviewQueue.open(db, clock);
                Model opened = Model.of(source.open());
                ModelCheck check =
                        new ModelCheck(bound(probe, turned), source, opened, force, err)) {
            // The check ends before the file does, which it reads.
            try (LoadedModel loaded = LoadedModel.of(opened, threads.count(), err::println);
                    check) {
                check.require();
                Monitor monitor = probe == null ? null : new Monitor(probe, loaded.session());
                ServedModel served =
                        new ServedModel(
                                loaded.model().config().name(),
                                source.isBundled(),
                                loaded.model().file().sha256(),
                                loaded,
                                monitor,
                                alpha,
                                turned);
                NeuronFacts facts = facts(source, served.sha256());
                serve(served, known, rules, reviews, facts, log, clock);
            }
        }
        return ExitCode.OK.code();
    }

    private void serve(
            ServedModel served,
            @Nullable ApiKeys known,
            @Nullable Supplier<Policy> rules,
            ReviewQueue reviews,
            NeuronFacts facts,
            EventLog log,
            Clock clock)
            throws IOException {
        ServerOptions options =
                new ServerOptions(
                        host,
                        port,
                        known,
                        Duration.ofSeconds(deadline),
                        Duration.ofSeconds(grace),
                        maxTokens,
                        Duration.ofDays(keepDays));
        HELIDON.setLevel(Level.WARNING);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(stop, stopped), "candor-stop");
        try (LiveModel live =
                        new LiveModel(
                                served.loaded().session(),
                                served.loaded().tokenizer(),
                                new Limits(parallel, queue, cacheTokens));
                CandorServer server =
                        new CandorServer(
                                options, served, live, rules, reviews, facts, reports, log,
                                clock)) {
            Runtime.getRuntime().addShutdownHook(hook);
            say(server, served, rules);
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    /// The policy named, the sample for the bundled model, or none.
    private @Nullable Supplier<Policy> rules(ModelSource source, EventLog log) throws IOException {
        if (policy != null) {
            LivePolicy live =
                    LivePolicy.of(policy, problem -> log.event("policy", problem.message()));
            return live::current;
        }
        if (noPolicy || !source.isBundled()) {
            return null;
        }
        Policy sample = PolicyFile.sample();
        return () -> sample;
    }

    /// What the probe's run left beside it, and what turning its neurons one by one does.
    private NeuronFacts facts(ModelSource source, String modelSha256) throws IOException {
        if (noProbe) {
            return NeuronFacts.NONE;
        }
        Path aurocs = probeOption.beside(source, "neurons.json");
        Path effects = comply == null ? probeOption.beside(source, "comply.json") : comply;
        NeuronFacts facts = aurocs == null ? NeuronFacts.NONE : NeuronFacts.read(aurocs);
        return effects == null ? facts : facts.withEffects(effects, modelSha256);
    }

    /// The JVM ends when its hooks have: this one lets the server end first.
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(CandorServer server, ServedModel served, @Nullable Supplier<Policy> rules) {
        PrintWriter out = spec.commandLine().getOut();
        String name = Printable.line(served.name(), 80);
        out.printf(
                "%s%s at %s%n",
                name, served.bundled() ? " (bundled test model)" : "", server.address());
        out.printf("  page         %s/%n", server.address());
        out.printf("  OpenAI       %s/v1%n", server.address());
        out.printf(
                "  policy       %s%n",
                rules == null ? "none: every answer goes out, with its risk" : rules.get().name());
        out.printf("  review queue %s%n", shownDb());
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    /// Without what may be a password.
    private String shownDb() {
        return Printable.line(db.replaceAll("//[^/@]*@", "//…@"), 120);
    }

    private List<ModelCheck.Bound> bound(@Nullable Probe probe, @Nullable Dial turned) {
        List<ModelCheck.Bound> files = new ArrayList<>();
        if (probe != null) {
            files.add(new ModelCheck.Bound(probeOption.place(), probe.binding()));
        }
        if (turned != null) {
            files.add(new ModelCheck.Bound(String.valueOf(dial), turned.binding()));
        }
        return files;
    }

    private void check() {
        require(
                spec,
                alpha >= 0 && alpha <= 3,
                "--alpha is " + alpha + ", expected a number from 0 to 3");
        require(spec, !noProbe || alpha == 1, "--no-probe names no H-neurons for --alpha to turn");
        require(spec, dial == null || alpha == 1, "--alpha and --dial exclude each other");
        require(spec, policy == null || !noPolicy, "--policy and --no-policy exclude each other");
        require(spec, port >= 0 && port < 65_536, "--port is " + port + ", expected 0 to 65535");
        requireAtLeast(spec, "--parallel", parallel, 1);
        requireAtLeast(spec, "--queue", queue, 0);
        requireAtLeast(spec, "--cache-tokens", cacheTokens, 0);
        requireAtLeast(spec, "--deadline", deadline, 1);
        requireAtLeast(spec, "--grace", grace, 0);
        requireAtLeast(spec, "--max-tokens", maxTokens, 1);
        threads.check();
        requireAtLeast(spec, "--keep-days", keepDays, 1);
        for (Path report : reports) {
            require(spec, Files.exists(report), "--reports " + report + ": no such file or folder");
            require(
                    spec,
                    Files.isRegularFile(report) || Files.exists(report.resolve("report.html")),
                    "--reports " + report + ": has no report.html, expected the folder of a run");
        }
    }

    private void requireKeysBeyondLoopback(@Nullable ApiKeys known) {
        boolean loopback;
        try {
            loopback = InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--host '" + Printable.line(host, 80) + "' is no address");
        }
        require(
                spec,
                loopback || known != null,
                "--host %s can be reached by others, expected --api-key-file beside it"
                        .formatted(Printable.line(host, 80)));
    }
}
