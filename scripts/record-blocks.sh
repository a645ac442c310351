#!/usr/bin/env bash
# Records what llama.cpp decodes random blocks of every tensor type to, for the engine's BlockRecordingTest.
#
#   scripts/record-blocks.sh
#
# Wants a built llama.cpp in $MODELS/peer/llama.cpp (default: models).
set -euo pipefail
cd "$(dirname "$0")/.."
peer=$(realpath "${MODELS:-models}/peer/llama.cpp")
golden=engine/src/test/resources/dev/candor/engine/oracle/blocks.json
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mvn -q -B -pl engine test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
recording() {
  "$java" -cp "engine/target/classes:engine/target/test-classes:$(cat engine/target/test-classpath.txt)" dev.candor.engine.oracle.BlockRecording "$@"
}
export LD_LIBRARY_PATH=$peer
version=$("$peer/llama-server" --version 2>&1 | sed -n 's/^version: */llama.cpp /p')
recording asked "$folder/blocks.gguf"
"$peer/llama-quantize" --allow-requantize "$folder/blocks.gguf" "$folder/decoded.gguf" F32 1
recording answered "$folder/decoded.gguf" "$version" $golden
