/// `candor serve`: OpenAI's interface over HTTP with the risk of every token beside it, policies,
/// and what the page needs. Wire records in, a watched model behind.
///
/// May import everything but `cli`.
@NullMarked
package dev.candor.app.server;

import org.jspecify.annotations.NullMarked;
