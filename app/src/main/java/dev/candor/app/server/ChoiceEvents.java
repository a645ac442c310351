package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.LiveToken;
import dev.candor.guard.live.ReplySink;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Writes the events of one choice.
final class ChoiceEvents implements ReplySink {
    private final int index;
    private final EventStream events;
    private final OpenAiJson openAi;
    private final CandorJson candor;
    private final Supplier<ObjectNode> about;
    private final BooleanSupplier gone;
    private boolean opened;
    private int sent;

    /// @param about makes the `candor` object that each event adds to
    /// @param gone whether nobody wants the reply any more
    ChoiceEvents(
            int index,
            EventStream events,
            OpenAiJson openAi,
            CandorJson candor,
            Supplier<ObjectNode> about,
            BooleanSupplier gone) {
        this.index = index;
        this.events = events;
        this.openAi = openAi;
        this.candor = candor;
        this.about = about;
        this.gone = gone;
    }

    @Override
    public void token(LiveToken token) {
        open();
        ObjectNode node = about.get().put("index", index);
        node.putArray("tokens").add(candor.token(token));
        events.send(openAi.piece(index, token, node));
        sent += token.text().length();
    }

    @Override
    public void waiting() {
        events.comment();
    }

    @Override
    public boolean isGone() {
        return gone.getAsBoolean();
    }

    private void open() {
        if (openAi.chat() && !opened) {
            events.send(openAi.opening(index));
        }
        opened = true;
    }

    /// A reply that was held until now.
    void all(Guarded guarded, ObjectNode choice) {
        if (guarded.shown()) {
            guarded.reply().tokens().forEach(this::token);
        }
        close(guarded, choice);
    }

    /// @param choice what is said of it in the last event
    void close(Guarded guarded, ObjectNode choice) {
        open();
        if (!guarded.shown() && guarded.text().length() > sent) {
            events.send(openAi.words(index, guarded.text().substring(sent)));
        }
        ObjectNode node = about.get().put("index", index);
        node.set("choice", choice);
        events.send(openAi.closing(index, guarded, node));
    }
}
