package dev.candor.lab.sampler;

import dev.candor.engine.forward.Generation;

/// What a server answered to one prompt.
///
/// @param text the reply, without what ended it
/// @param ids its tokens by the server's account, maybe with those that ended it; empty if it does
///   not say
/// @param end why it ended
@SuppressWarnings("ArrayRecordComponent") // handed on once; never compared
record Completion(String text, int[] ids, Generation.End end) {}
