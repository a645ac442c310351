package dev.candor.guard.live;

/// Told of a reply by the batch's thread; must not block.
public interface ReplyListener {
    void token(LiveToken token);

    void ended(LiveReply reply);

    void failed(RuntimeException problem);
}
