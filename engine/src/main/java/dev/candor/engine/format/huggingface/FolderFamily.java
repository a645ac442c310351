package dev.candor.engine.format.huggingface;

/// What one family's folders say, in GGUF's words. See CONTRIBUTING for how to add one.
interface FolderFamily {
    /// Value of `model_type`.
    String modelType();

    /// Value of `general.architecture` for it.
    String architecture();

    /// Settings that a folder may leave out, as a JSON object.
    String defaults();

    TensorNames names();

    /// The settings that hold this family's text model: the file's own, or some within.
    default ConfigJson within(ConfigJson config) {
        return config;
    }

    /// Sets the architecture's keys; settings it does not ask for are refused.
    void translate(Translation to);
}
