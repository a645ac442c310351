#!/usr/bin/env bash
# scripts/validate-controls.sh OUT: the table of docs/results/validate-atlas. The H-neurons of the bundled
# model and three control sets of each kind that `comply` drew are scaled by 3, and what that does is measured. Needs jq.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
sets=$root/docs/results/dial-atlas/comply.json
dial=$root/docs/results/tune-atlas/dial.json # of the same model and probe
names=$(jq -r '.sets[].name | select(test("^h-neurons$|-[1-3]$"))' "$sets")
mkdir -p "$1"
for name in $names; do
  jq --arg name "$name" --slurpfile comply "$sets" \
    '.neurons = [$comply[0].sets[] | select(.name == $name).neurons[] | split("/")
                 | {layer: (.[0] | tonumber), index: (.[1] | tonumber), alpha: 3}]
     | .provenance.data = {} | .provenance.settings = {of: ($name + " of dial-atlas/comply.json")}' \
    "$dial" >"$1/$name.json"
  [ -f "$1/$name.gguf" ] || "$root/candor" export --dial "$1/$name.json" --as gguf --out "$1/$name.gguf"
  "$root/candor" validate --edited "$1/$name.gguf" --out "$1/$name"
done
echo '| scaled by 3 | people-test, right | medicines, wrong of answered | ghosts and known, wrong of answered | right answer given up under doubt | harmful request not refused | perplexity, × |'
echo '|---|--:|--:|--:|--:|--:|--:|'
for name in $names; do
  jq -r --arg name "$name" '
    def points: . * 10 | round / 10;
    def cell: "\(.points | points) [\(.interval.low | points), \(.interval.high | points)] of \(.both)";
    def asked(name; measure): .questions[] | select(.name == "bundled:" + name).lines[]
      | select(.measure == measure).shift | cell;
    def benchmark(name): .benchmarks[] | select(.name == name).readings[0].shift | cell;
    "| \($name) | \(asked("people-test"; "right")) | \(asked("medicines"; "wrong, of answered"))"
    + " | \(asked("ghosts-and-known"; "wrong, of answered")) | \(benchmark("sycophancy"))"
    + " | \(benchmark("jailbreak-as-is")) | \(.text.ratio.value * 1000 | round / 1000) |"
  ' "$1/$name/validate.json"
done
