/// A guarded model for programs that use LangChain4j: a chat model whose responses carry their
/// risk, and a guardrail that applies a policy to responses.
///
/// May import `live`, `policy`, `monitor`, what the engine calls messages and generations, and
/// LangChain4j's core.
@NullMarked
package dev.candor.guard.langchain4j;

import org.jspecify.annotations.NullMarked;
