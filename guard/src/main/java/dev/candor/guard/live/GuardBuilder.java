package dev.candor.guard.live;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.guard.policy.MalformedPolicyException;
import dev.candor.guard.policy.Verifier;
import dev.candor.lab.probe.OtherModelException;
import dev.candor.lab.store.MalformedFileException;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a [Guard] is opened with. Only model and probe have to be named.
public final class GuardBuilder {
    private static final int REPLY_TOKENS = 512;

    final Path model;
    final Path probe;
    @Nullable Path policy;
    int threads = Runtime.getRuntime().availableProcessors();
    Limits limits = new Limits(16, 256, 8_192);
    float alpha = 1;
    GenerateOptions reply = GenerateOptions.greedy(REPLY_TOKENS, List.of());
    Duration deadline = Duration.ofMinutes(5);
    Verifier verifier = Verifier.missing();
    Consumer<String> problems =
            problem -> System.getLogger(Guard.class.getName()).log(Logger.Level.WARNING, problem);

    GuardBuilder(Path model, Path probe) {
        this.model = model;
        this.probe = probe;
    }

    /// What is done with answers, docs/formats/policy.md; read again when the file changes. Left
    /// out, every answer goes out.
    public GuardBuilder policy(Path file) {
        policy = file;
        return this;
    }

    /// Left out, one a core.
    public GuardBuilder threads(int count) {
        threads = count;
        return this;
    }

    /// How much it takes on at once. Left out, 16 replies, 256 more that wait, and 8,192 tokens
    /// kept.
    public GuardBuilder limits(Limits most) {
        limits = most;
        return this;
    }

    /// The factor on the H-neurons, 0 to 3. Left out, 1.
    public GuardBuilder alpha(float factor) {
        if (!(factor >= 0 && factor <= 3)) {
            throw new IllegalArgumentException(
                    "alpha is " + factor + ", expected a number from 0 to 3");
        }
        alpha = factor;
        return this;
    }

    /// How to reply where a question does not say. Left out, the likeliest token each time, 512 at
    /// most.
    public GuardBuilder reply(GenerateOptions options) {
        reply = options;
        return this;
    }

    /// How long a question may take, waiting and retries included. Left out, 5 minutes.
    public GuardBuilder deadline(Duration within) {
        deadline = within;
        return this;
    }

    /// Asked where the policy says so. Left out, every check fails, and the policy says what then.
    public GuardBuilder verifier(Verifier checks) {
        verifier = checks;
        return this;
    }

    /// Told of what goes wrong beside the questions: slow kernels, a policy that cannot be taken
    /// over, a verifier that failed. Left out, they go to the logger.
    public GuardBuilder problems(Consumer<String> told) {
        problems = told;
        return this;
    }

    /// Opens it.
    ///
    /// @throws MalformedModelException if the model cannot be run, or has no chat template
    /// @throws OtherModelException if the probe was made on another model
    /// @throws MalformedFileException if the probe's file holds none
    /// @throws MalformedPolicyException if the policy's file holds none
    /// @throws IOException if probe or policy cannot be read
    public Guard open() throws IOException {
        return Guard.open(this);
    }
}
