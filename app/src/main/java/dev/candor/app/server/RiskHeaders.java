package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Decision;
import io.helidon.webserver.http.ServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// What became of a request's replies, in headers: of several the worst.
final class RiskHeaders {
    private RiskHeaders() {}

    static void put(ServerResponse response, List<Guarded> replies) {
        actions(replies)
                .max(Comparator.comparingInt(RiskHeaders::strictness))
                .ifPresent(action -> response.header("Candor-Action", action.word()));
        response.header("Candor-Risk", risk(replies));
    }

    private static Stream<Action> actions(List<Guarded> replies) {
        return replies.stream()
                .map(Guarded::decision)
                .filter(Objects::nonNull)
                .map(Decision::action);
    }

    private static int strictness(Action action) {
        return switch (action) {
            case Action.Allow _ -> 0;
            case Action.Flag _ -> 1;
            case Action.Abstain _ -> 2;
            case Action.Review _ -> 3;
            case Action.Retry _, Action.Verify _ ->
                    throw new IllegalStateException("settled before the reply was given");
        };
    }

    /// One without a score is worse than any: nothing is known of it.
    private static String risk(List<Guarded> replies) {
        double highest = 0;
        for (Guarded each : replies) {
            switch (each.reply().risk()) {
                case Risk.Scored scored -> highest = Math.max(highest, scored.probability());
                case Risk.NoScore none -> {
                    return none.verdict();
                }
            }
        }
        return String.format(Locale.ROOT, "%.4f", highest);
    }
}
