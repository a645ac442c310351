package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import dev.candor.engine.model.Model;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.probe.OtherModelException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Whether files such as a probe were made on a model. The hash of a large model takes longer than
/// all else before the first token, so a thread of its own reads it meanwhile.
final class ModelCheck implements AutoCloseable {
    /// A file that is for one model.
    ///
    /// @param place where it lies, for messages
    record Bound(String place, ModelBinding binding) {}

    private final List<Bound> files;
    private final ModelSource source;
    private final boolean force;
    private final PrintWriter err;
    private final FutureTask<String> hash;
    private boolean passed;

    /// Refuses a model of another shape, whether forced or not, and begins to read its hash.
    ///
    /// @param force lets another model of the same shape pass, with a word on `err`
    ModelCheck(List<Bound> files, ModelSource source, Model model, boolean force, PrintWriter err) {
        this.files = List.copyOf(files);
        this.source = source;
        this.force = force;
        this.err = err;
        for (Bound file : files) {
            try {
                file.binding.requireShape(model.config().layers(), model.config().ffn());
            } catch (OtherModelException other) {
                throw refused(file, other);
            }
        }
        hash = new FutureTask<>(model.file()::sha256);
        Thread.ofPlatform().daemon().name("candor-hash").start(hash);
    }

    /// Waits for the hash. To be called before anything is shown; does nothing from the second call
    /// on.
    void require() {
        if (passed) {
            return;
        }
        String found = hash();
        for (Bound file : files) {
            try {
                file.binding.requireModel(found);
            } catch (OtherModelException other) {
                if (!force) {
                    throw refused(file, other);
                }
                err.println(
                        "candor: %s was made on another model; what it says of this one is untested"
                                .formatted(file.binding.what()));
            }
        }
        passed = true;
    }

    private String hash() {
        try {
            return hash.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null -> throw new IllegalStateException(failed);
                case Throwable problem -> throw new IllegalStateException(problem);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private CommandFailure refused(Bound file, OtherModelException other) {
        return new CommandFailure(
                ExitCode.INPUT_REFUSED,
                file.place + ": " + other.getMessage() + " (" + source + ")");
    }

    /// Returns when the model's file is no longer read; the model may be closed then.
    @Override
    public void close() {
        try {
            hash.get();
        } catch (ExecutionException | InterruptedException e) {
            // What matters of it was thrown where the hash was asked for.
        }
    }
}
