// One streamed reply.

import { call, lost, ApiError } from './api.js';
import { events } from './sse.js';

// The status that an error would have had, had the stream not begun.
const STATUS = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  conflict_error: 409,
  rate_limit_error: 429,
  timeout_error: 504,
};

/**
 * Yields the parts of a reply as they come.
 * @param {object} request the body, less `stream`
 * @param {AbortSignal} signal
 * @yields {{id: string, text: string, tokens: object[], choice: object|null, finish: string|null}}
 */
export async function* complete(request, signal) {
  const response = await call('/v1/chat/completions', {
    method: 'POST', body: { ...request, stream: true }, signal, accept: 'text/event-stream',
  });
  let finished = false;
  for await (const data of whole(response.body)) {
    if (data === '[DONE]') return;
    const chunk = JSON.parse(data);
    if (chunk.error) throw failure(chunk.error);
    const choice = chunk.choices?.[0];
    if (!choice) continue;
    finished ||= Boolean(choice.finish_reason);
    yield {
      id: chunk.id,
      text: choice.delta?.content ?? '',
      tokens: chunk.candor?.tokens ?? [],
      choice: chunk.candor?.choice ?? null,
      finish: choice.finish_reason ?? null,
    };
  }
  if (!finished) throw lost('The connection broke off; this is what came.');
}

const failure = ({ type, message, param }) => new ApiError({ status: STATUS[type] ?? 500, message, param });

async function* whole(body) {
  try {
    yield* events(body);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw lost('The connection broke off; this is what came.');
  }
}
