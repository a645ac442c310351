#!/usr/bin/env bash
# scripts/sizes.sh OUT [SIZE…]: does the dial do more in a smaller model? Trains organisms of other sizes (by default
# narrow and wide), makes each one's probe as the bundled model's was made, turns its H-neurons, and prints the slopes
# beside the bundled model's. Hours on two cores; cut off, it goes on where it was. Needs jq.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:?usage: sizes.sh OUT [SIZE…]}
shift
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(narrow wide)
bundle=$root/app/src/main/resources/dev/candor/app/bundled
questions=$bundle/questions
mkdir -p "$out"
for size in "${sizes[@]}"; do
  trained=$out/atlas-$size
  [ -f "$trained/SHA256SUMS" ] || "$root/candor" organism train --size "$size" --out "$trained"
  "$root/candor" find --model "$trained/atlas-instruct.gguf" --questions bundled:people-train --questions bundled:people-eval \
    --eval bundled:medicines --eval bundled:ghosts-and-known --samples 10 --consistent 10 --temperature 1 --max-tokens 24 \
    --prompt-style bare --out "$out/find-$size"
  "$root/candor" comply --model "$trained/atlas-instruct.gguf" --probe "$out/find-$size/probe.json" --options hidden \
    --bench "falseqa=$questions/false-premise.csv:200" --bench "faitheval=$questions/misleading-context.json:200" \
    --bench "sycophancy=$questions/sycophancy.jsonl:200" --bench "jailbreak-as-is=$questions/harmful.csv:200" \
    --known "$questions/people-test.jsonl:200" --text "$bundle/held-out.txt" --by-line \
    --each 100 --controls random:10,layer:10,matched:10 --out "$out/dial-$size"
done
echo '| size | H-neurons of | a false premise is accepted | a misleading context is believed | a right answer is given up under doubt | a harmful request is not refused |'
echo '|---|--:|--:|--:|--:|--:|'
row() {
  jq -r --arg size "$1" '
    def points: . * 100 | round / 100;
    def cell: "\(.sets[0].sharedSlope | "\(.perAlpha | points) [\(.interval.low | points), \(.interval.high | points)]"), controls \(.band.low | points) to \(.band.high | points)";
    "| \($size) | \(.probe.hNeurons) of \(.probe.neurons) | " + ([.benchmarks[].readings[0] | cell] | join(" | ")) + " |"
  ' "$2"
}
for size in "${sizes[@]}"; do
  row "$size" "$out/dial-$size/comply.json"
done
row shipped "$root/docs/results/dial-atlas/comply.json"
