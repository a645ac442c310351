package dev.candor.lab.sampler;

/// A server that cannot be sampled from: it does not answer, refuses, or serves other weights. The
/// message names its address, what was found and what was expected.
public final class SamplerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SamplerException(String message) {
        super(message);
    }
}
