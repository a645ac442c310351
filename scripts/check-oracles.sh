#!/usr/bin/env bash
# Compares the engine with llama.cpp on real models and with a plain forward pass on stories15M.
#
#   scripts/check-oracles.sh [stories] [q8] [iq2] [f32] [exact] [rounding]      all but the last two unless named
#
# Wants in $MODELS (default: models): stories15m.bin, tinyllama-q8.gguf, tinyllama-iq2.gguf,
# tinyllama-f32.gguf (4.4 GB).
# The first tolerance is that of f32 arithmetic in another order; llama.cpp rounds activations to 8 bits on
# block types, hence the others. `rounding` shows that this is what iq2 allows for: llama.cpp runs the same values
# stored as F32 (4.4 GB, kept in $OUT, default runs/oracles; wants $MODELS/peer/llama.cpp), where it rounds nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
models=${MODELS:-models}
golden=engine/src/test/resources/dev/candor/engine/oracle
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mvn -q -B -pl engine test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt
check() {
  "$java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx4g \
    -cp "engine/target/classes:engine/target/test-classes:$(cat engine/target/test-classpath.txt)" "dev.candor.engine.oracle.$@"
}
rounding() {
  local peer out=${OUT:-runs/oracles}
  peer=$(realpath "$models/peer/llama.cpp")
  mkdir -p "$out"
  if [ ! -f "$out/tinyllama-iq2-as-f32.gguf" ]; then
    LD_LIBRARY_PATH=$peer "$peer/llama-quantize" --allow-requantize "$models/tinyllama-iq2.gguf" "$out/decoding.gguf" F32 1
    mv "$out/decoding.gguf" "$out/tinyllama-iq2-as-f32.gguf"
  fi
  scripts/record-logits.py real "$out/tinyllama-iq2-as-f32.gguf" "$out/tinyllama-iq2-as-f32.json" "$models/tinyllama-iq2.gguf"
  check RealModelCheck "$models/tinyllama-iq2.gguf" "$out/tinyllama-iq2-as-f32.json" 0.001
}
for one in ${*:-stories q8 iq2 f32}; do
  case $one in
    stories) check StoriesCheck "$models/stories15m.bin" ;;
    q8) check RealModelCheck "$models/tinyllama-q8.gguf" $golden/tinyllama-q8.json 0.15 ;;
    iq2) check RealModelCheck "$models/tinyllama-iq2.gguf" $golden/tinyllama-iq2.json 0.25 ;;
    f32) check RealModelCheck "$models/tinyllama-f32.gguf" $golden/tinyllama-f32.json 0.001 ;;
    exact) check ExactCheck "$models/tinyllama-f32.gguf" $golden/tinyllama-f32.json ;;
    rounding) rounding ;;
    *) echo "unknown check $one, expected stories, q8, iq2, f32, exact or rounding" >&2; exit 2 ;;
  esac
done
