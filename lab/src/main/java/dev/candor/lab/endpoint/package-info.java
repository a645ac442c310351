/// Reaches OpenAI-compatible servers, by LangChain4j: which models they have, what these reply.
///
/// May import `answer`, whose `Chat` it offers.
@NullMarked
package dev.candor.lab.endpoint;

import org.jspecify.annotations.NullMarked;
