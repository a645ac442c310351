package dev.candor.engine.forward;

import dev.candor.engine.model.ModelConfig;
import java.util.ArrayDeque;

/// Pages of keys and values, counted by reference so that forks share them.
///
/// A page holds [#POSITIONS] positions of every layer and kv head: keys as [headDim, POSITIONS], so
/// that positions are lanes, then values as [POSITIONS, headDim].
final class KvPages {
    static final int POSITIONS = 32;

    static final class Page {
        final float[] data;
        private int references = 1;

        private Page(int size) {
            data = new float[size];
        }

        boolean isShared() {
            return references > 1;
        }
    }

    private final int headSize;
    private final int kvHeads;
    private final int pageSize;
    private final ArrayDeque<Page> free = new ArrayDeque<>();

    KvPages(ModelConfig config) {
        headSize = POSITIONS * config.headDim();
        kvHeads = config.kvHeads();
        pageSize = Math.multiplyExact(Math.multiplyExact(config.layers(), kvHeads), 2 * headSize);
    }

    /// Where the keys of one layer and kv head begin in a page; the values follow them.
    int keys(int layer, int kvHead) {
        return (layer * kvHeads + kvHead) * 2 * headSize;
    }

    int values(int layer, int kvHead) {
        return keys(layer, kvHead) + headSize;
    }

    Page take() {
        Page page = free.poll();
        if (page == null) {
            return new Page(pageSize);
        }
        page.references = 1;
        return page;
    }

    Page copyOf(Page page) {
        Page copy = take();
        System.arraycopy(page.data, 0, copy.data, 0, pageSize);
        return copy;
    }

    void share(Page page) {
        page.references++;
    }

    void release(Page page) {
        if (--page.references == 0) {
            free.push(page);
        }
    }
}
