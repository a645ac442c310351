#!/usr/bin/env bash
# scripts/validate-controls.sh OUT: the controls of docs/results/validate-atlas. Each set of neurons that
# `comply` drew for the bundled model is scaled by 3, and what that does is measured. Needs jq.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
sets=$root/docs/results/dial-atlas/comply.json
dial=$root/docs/results/tune-atlas/dial.json # whose model, probe and form are the ones
mkdir -p "$1"
for name in $(jq -r '.sets[].name' "$sets"); do
  jq --arg name "$name" --slurpfile comply "$sets" \
    '.neurons = [$comply[0].sets[] | select(.name == $name).neurons[] | split("/")
                 | {layer: (.[0] | tonumber), index: (.[1] | tonumber), alpha: 3}]
     | .provenance.settings = {of: ($name + " of dial-atlas/comply.json")}' "$dial" >"$1/$name.json"
  [ -f "$1/$name.gguf" ] || "$root/candor" export --dial "$1/$name.json" --as gguf --out "$1/$name.gguf"
  "$root/candor" validate --edited "$1/$name.gguf" --out "$1/$name"
done
