package dev.candor.lab.probe;

import dev.candor.lab.contribution.NeuronColumns;

/// The model that something was made on, and is refused with any other.
///
/// @param what it is, in messages: `the probe`
/// @param neurons shape of the model
/// @param modelName as the model file calls itself
/// @param modelSha256 of the model file
public record ModelBinding(
        String what, NeuronColumns neurons, String modelName, String modelSha256) {
    /// Refuses another model.
    ///
    /// @param sha256 hash of the model file
    /// @throws OtherModelException naming both models
    public void requireModel(String sha256) {
        if (!sha256.equals(modelSha256)) {
            throw new OtherModelException(
                    "%s was made on %s, sha256 %s; this model's is %s"
                            .formatted(what, modelName, modelSha256, sha256));
        }
    }

    /// Refuses a model of another shape, whatever its hash.
    ///
    /// @throws OtherModelException naming both shapes
    public void requireShape(int layers, int ffn) {
        if (layers != neurons.layers() || ffn != neurons.ffn()) {
            throw new OtherModelException(
                    "%s was made on %d layers of %d neurons; this model has %d of %d"
                            .formatted(what, neurons.layers(), neurons.ffn(), layers, ffn));
        }
    }
}
