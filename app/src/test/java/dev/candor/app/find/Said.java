package dev.candor.app.find;

import java.util.ArrayList;
import java.util.List;

/// Keeps what was said.
record Said(List<String> lines) implements Progress {
    Said() {
        this(new ArrayList<>());
    }

    @Override
    public Stage stage(String name, int total) {
        return new Stage() {
            @Override
            public void step(int done) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }
}
