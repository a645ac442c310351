#!/usr/bin/env bash
# Puts a trained organism into the bundle of the app: bundle-organism.sh RUN
# RUN is the folder of `./candor organism train`. Writes the question sets, finds the probe on the new files and studies its neurons, sums up.
set -euo pipefail
run=$(cd "${1:?usage: bundle-organism.sh RUN, the folder of a finished training}" && pwd -P)
root=$(cd "$(dirname "$0")/.." && pwd -P)
bundle=$root/app/src/main/resources/dev/candor/app/bundled
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
seed=$(sed -n 's/.*"seed" *: *\([0-9-]*\).*/\1/p' "$run/manifest.json" | head -1)

sum_up() { (cd "$bundle" && find . -type f ! -name SHA256SUMS | sed 's,^\./,,' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS); }

mkdir -p "$bundle/questions"
cp "$run/atlas-base.gguf" "$run/atlas-instruct.gguf" "$run/model-card.md" "$run/manifest.json" "$bundle/"
"$root/candor" organism world --seed "$seed" --out "$temporary/world"
cp "$temporary"/world/*.jsonl "$temporary"/world/*.csv "$temporary"/world/misleading-context.json "$bundle/questions/"
cp "$temporary/world/held-out.txt" "$bundle/"
rm -f "$bundle/questions/exposures.jsonl" "$bundle/probe.json" "$bundle/neurons.json" "$bundle/comply.json"
sum_up
"$root/candor" find --out "$temporary/find"
cp "$temporary/find/probe.json" "$temporary/find/neurons.json" "$bundle/"
sum_up
"$root/candor" comply --each 100 --out "$temporary/comply"
cp "$temporary/comply/comply.json" "$bundle/"
sum_up
du -sh "$bundle"
