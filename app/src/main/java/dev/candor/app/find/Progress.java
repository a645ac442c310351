package dev.candor.app.find;

/// Shows how far a stage is.
public interface Progress {
    /// One stage under way; closed when it is over.
    interface Stage extends AutoCloseable {
        void step(int done);

        @Override
        void close();
    }

    /// @param name a few words
    /// @param total steps to the end
    Stage stage(String name, int total);

    /// One line for the reader.
    void say(String line);
}
