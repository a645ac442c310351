package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.monitor.Risk;
import java.io.PrintStream;
import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object a line of what happens. Without what people and models write, unless asked.
public final class EventLog {
    private final PrintStream out;
    private final Clock clock;
    private final boolean texts;

    /// @param texts whether questions and replies stand in it
    public EventLog(PrintStream out, Clock clock, boolean texts) {
        this.out = out;
        this.clock = clock;
        this.texts = texts;
    }

    void answered(String id, Caller caller, Guarded guarded, double seconds, String question) {
        ObjectNode line = line("answered");
        line.put("id", id).put("caller", caller.name()).put("ms", Math.round(1_000 * seconds));
        line.put("tokens", guarded.reply().tokens().size());
        Risk risk = guarded.reply().risk();
        line.put("risk", risk instanceof Risk.Scored scored ? scored.probability() : null);
        line.put("verdict", risk.verdict());
        if (guarded.decision() != null) {
            line.put("action", guarded.decision().action().word());
            line.put("rule", guarded.decision().rule());
        }
        line.put("retries", guarded.retries());
        if (texts) {
            line.put("question", question).put("reply", guarded.reply().text());
        }
        write(line);
    }

    /// A request that was answered with an error.
    ///
    /// @param problem null if the error says it all
    void failed(String method, String path, int status, String problem) {
        write(
                line("failed")
                        .put("method", method)
                        .put("path", path)
                        .put("status", status)
                        .put("problem", problem));
    }

    /// Anything else worth a line.
    public void event(String name, String message) {
        write(line(name).put("message", message));
    }

    private ObjectNode line(String event) {
        return Json.object().put("at", clock.instant().toString()).put("event", event);
    }

    private void write(ObjectNode line) {
        synchronized (out) {
            out.println(Json.text(line));
            out.flush();
        }
    }
}
