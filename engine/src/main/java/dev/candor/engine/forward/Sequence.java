package dev.candor.engine.forward;

import java.util.ArrayList;
import java.util.List;

/// One sequence's place in the KV cache: how many tokens it has read, and their keys and values.
/// Made by [Session#sequence()] and [Session#fork]; close it to give its pages back.
public final class Sequence implements AutoCloseable {
    private final KvPages pages;
    final List<KvPages.Page> own = new ArrayList<>();
    private int length;
    private boolean closed;

    Sequence(KvPages pages) {
        this.pages = pages;
    }

    /// Tokens read so far; the next one has this position.
    public int length() {
        return length;
    }

    /// The first `tokens` tokens of this sequence, sharing their pages.
    Sequence fork(int tokens) {
        if (tokens < 0 || tokens > length) {
            throw new IllegalArgumentException(
                    "cannot fork " + tokens + " tokens of a sequence of " + length);
        }
        Sequence fork = new Sequence(pages);
        int needed = (tokens + KvPages.POSITIONS - 1) / KvPages.POSITIONS;
        for (KvPages.Page page : own.subList(0, needed)) {
            pages.share(page);
            fork.own.add(page);
        }
        fork.length = tokens;
        return fork;
    }

    /// Makes room for `tokens` more; what is shared and would be written becomes its own.
    void grow(int tokens) {
        int last = length / KvPages.POSITIONS;
        if (last < own.size() && own.get(last).isShared()) {
            KvPages.Page shared = own.get(last);
            own.set(last, pages.copyOf(shared));
            pages.release(shared);
        }
        length += tokens;
        while (own.size() * KvPages.POSITIONS < length) {
            own.add(pages.take());
        }
    }

    /// Throws unless this sequence is open and its keys and values lie in `session`'s pages.
    void requireUsableWith(KvPages session) {
        if (session != pages) {
            throw new IllegalArgumentException("a sequence belongs to another session");
        }
        if (closed) {
            throw new IllegalStateException("sequence is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            own.forEach(pages::release);
            own.clear();
        }
    }
}
