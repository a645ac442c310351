package dev.candor.lab.answer;

import dev.candor.engine.forward.ContinuousBatch;
import java.util.Iterator;

/// Draws the continuations that jobs ask for: the engine's own batch, or a server.
@FunctionalInterface
public interface Drawing {
    /// Runs all jobs to their end. Jobs are told and asked on the thread of the caller alone.
    void run(Iterator<? extends ContinuousBatch.Job> jobs);
}
