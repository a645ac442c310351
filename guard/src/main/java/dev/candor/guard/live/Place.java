package dev.candor.guard.live;

import dev.candor.engine.forward.LiveJob;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Room for one reply, given by [LiveModel#admit]. Whoever holds it is not refused any more,
/// however many jobs the reply takes one after the other. Given back when it is closed.
public final class Place implements AutoCloseable {
    private final LiveModel model;
    private final String asker;
    private final AtomicBoolean givenBack = new AtomicBoolean();

    Place(LiveModel model, String asker) {
        this.model = model;
        this.asker = asker;
    }

    /// Has a reply generated that may be made again; the job is told of it by another thread.
    ///
    /// @param within how long it may take, waiting included
    /// @throws ClosingException if the model ended
    public LiveModel.Ticket submit(LiveJob job, Duration within) {
        return model.submit(job, asker, within, () -> {});
    }

    /// Has a reply generated that is the last one; the place is given back when it is over.
    ///
    /// @param within how long it may take, waiting included
    /// @throws ClosingException if the model ended
    public LiveModel.Ticket submitLast(LiveJob job, Duration within) {
        return model.submit(job, asker, within, this::close);
    }

    /// Gives it back; does nothing the second time.
    @Override
    public void close() {
        if (givenBack.compareAndSet(false, true)) {
            model.giveBack();
        }
    }
}
