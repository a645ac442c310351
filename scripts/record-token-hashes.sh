#!/usr/bin/env bash
# Records hashes of the token ids that llama-tokenize gives every question of a file; not the questions.
#
# usage: DATA=dir MODELS=dir record-token-hashes.sh > engine/src/test/resources/dev/candor/engine/tokenizer/question-hashes.txt
#   DATA    has triviaqa/gemma3_4b_consistency_samples.jsonl
#   MODELS  has tinyllama-q8.gguf and peer/llama.cpp
# Needs jq. A line of ids is what llama-tokenize --ids prints: "[1, 450, ...]" and a newline. The output is
# the SHA-256 of all lines, then the first 8 hex digits of each line's own, in the order of the file.
set -euo pipefail
: "${DATA:?directory of the question files}" "${MODELS:?directory of the models}"
peer=$MODELS/peer/llama.cpp
questions=$DATA/triviaqa/gemma3_4b_consistency_samples.jsonl
ids=$(mktemp); trap 'rm -f "$ids"' EXIT
jq -j 'to_entries[] | .value.question + "\u0000"' "$questions" | while IFS= read -r -d '' question; do
  printf '%s' "$question" | LD_LIBRARY_PATH=$peer "$peer/llama-tokenize" -m "$MODELS/tinyllama-q8.gguf" \
    --stdin --ids --no-escape --log-disable
done > "$ids"
sha256sum < "$ids" | cut -d' ' -f1
while IFS= read -r line; do printf '%s\n' "$line" | sha256sum | cut -c1-8; done < "$ids"
