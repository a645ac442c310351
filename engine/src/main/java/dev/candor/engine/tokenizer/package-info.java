/// Text to token ids and back, with the offsets of every token, and the chat template.
///
/// Use it through [dev.candor.engine.tokenizer.Tokenizer],
/// [dev.candor.engine.tokenizer.Detokenizer] and [dev.candor.engine.tokenizer.ChatTemplate].
///
/// A vocabulary (from a GGUF file, or a `tokenizer.json` as it stands) becomes the `tokenizer.json`
/// that the native library encodes with; decoding, which must know the bytes of every token, is
/// ours. Chat templates are Jinja2 run by jinjava; `JinjaSource` rewrites them, `JinjaSyntax` and
/// `JinjaResolver` give expressions Python's meaning, and `TemplateBudget` bounds what they do.
///
/// May import `format`.
@NullMarked
package dev.candor.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
