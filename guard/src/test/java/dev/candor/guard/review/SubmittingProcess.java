package dev.candor.guard.review;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Submits items as fast as it can, from several threads, and prints the id of each when it is
/// acknowledged. Ends when it is killed.
final class SubmittingProcess {
    private static final int THREADS = 4;

    private SubmittingProcess() {}

    /// @param args the queue's URL, and a name that no other run has
    public static void main(String[] args) {
        ReviewQueue queue = ReviewQueue.open(args[0], Clock.systemUTC());
        for (int i = 0; i < THREADS; i++) {
            String name = args[1] + "-" + i + "-";
            new Thread(() -> submit(queue, name)).start();
        }
    }

    private static void submit(ReviewQueue queue, String name) {
        for (int i = 0; ; i++) {
            Answered answered =
                    new Answered(
                            name + i,
                            Instant.EPOCH,
                            "Question " + i + "?",
                            "answer ".repeat(50),
                            0.9,
                            "above",
                            List.of("load"),
                            1,
                            "model");
            Item item =
                    queue.submit(new Submission(Reason.POLICY, answered, null, "load", null))
                            .item();
            // One write, so that the reader sees whole lines.
            System.out.print(item.id() + "\n");
        }
    }
}
