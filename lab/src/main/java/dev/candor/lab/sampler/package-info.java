/// Draws replies from a server that serves the same weights, wherever its GPU is.
///
/// Prompts go out as token ids, so that template and tokenizer are ours; what comes back is read
/// with our tokenizer. `/v1/completions` is asked with `java.net.http` and Jackson: the clients in
/// use for chat endpoints (LangChain4j) know neither prompts of ids nor top-k.
///
/// May import `answer`, `endpoint` for where a server is and how long it is waited for, and
/// `tokenizer`, `forward` and `neuron` of the engine.
@NullMarked
package dev.candor.lab.sampler;

import org.jspecify.annotations.NullMarked;
