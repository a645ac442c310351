#!/usr/bin/env bash
# Compares the speed of Candor with the other engines on the JVM that Maven Central has, on TinyLlama.
#
#   scripts/compare-jvm.sh MODELS OUT [--rounds 5] [--prefill 512] [--decode 64] [--warm-ups 20] [--threads 2]
#
# Wants tinyllama-q8.gguf and tinyllama-q4_0.gguf in MODELS. OUT, a folder that git does not see, gets the
# engines' jars, the model as Jlama opens it (3 GB), the output of each run, results.tsv and table.md.
#
# Each round starts each engine once, every round another one first. A start says how the model goes on
# behind a fixed prompt, then warms up each workload until three runs in a row agree within 3%, and times
# one more. The drivers are alike: scripts/compare-jvm. None of the engines is a dependency of ours.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2; exit 2; }
models=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
shift 2
cd "$(dirname "$0")/.."
rounds=5 prefill=512 decode=64 warm_ups=20 threads=2
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2 ;;
    --prefill) prefill=$2 ;;
    --decode) decode=$2 ;;
    --warm-ups) warm_ups=$2 ;;
    --threads) threads=$2 ;;
    *) echo "unknown option $1, expected --rounds, --prefill, --decode, --warm-ups or --threads" >&2; exit 2 ;;
  esac
  shift 2
done
for file in tinyllama-q8.gguf tinyllama-q4_0.gguf; do
  [ -f "$models/$file" ] || { echo "$models: no $file in it" >&2; exit 2; }
done
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
drivers=$PWD/scripts/compare-jvm

# dependency GROUP ARTIFACT VERSION [CLASSIFIER]: as Maven writes it.
dependency() {
  echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version>${4:+<classifier>$4</classifier>}</dependency>"
}

# resolve NAME DEPENDENCIES: their jars to $out/NAME.
resolve() {
  [ ! -f "$out/$1/pom.xml" ] || return 0
  mkdir -p "$out/$1"
  cat >"$out/$1/resolving.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>compare</groupId><artifactId>$1</artifactId><version>1</version>
  <dependencies>$2</dependencies>
</project>
POM
  mvn -q -B -f "$out/$1/resolving.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$out/$1"
  mv "$out/$1/resolving.xml" "$out/$1/pom.xml"
}

jlama=0.8.4 java_llama=4.2.0
resolve jlama "$(dependency com.github.tjake jlama-core $jlama)$(dependency com.github.tjake jlama-native $jlama linux-x86_64)"
resolve java-llama "$(dependency de.kherud llama $java_llama)"
./candor --version >/dev/null
candor=$PWD/.candor/app/$(cat .candor/app/built)/candor-app.jar
commit=$(git rev-parse --short=12 HEAD)

all=(-Xmx4g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --add-modules jdk.incubator.vector)
ours=("${all[@]}" -XX:+UseParallelGC -XX:+UseTransparentHugePages -XX:ObjectAlignmentInBytes=64 -cp "$candor") # as ./candor sets them
theirs=("${all[@]}" -XX:+UnlockDiagnosticVMOptions -XX:+AlignVector -cp "$out/jlama/*") # as Jlama's launcher does

folder=$out/tinyllama
[ -f "$folder/model.safetensors" ] || "$java" "${ours[@]}" "$drivers/JlamaFolder.java" "$models/tinyllama-q8.gguf" "$folder"

results=$out/results.tsv
: >"$results"
say() { printf '%s\t%s\t%s\n' "$@" >>"$results"; }

# measure ROUND NAME ENGINE WEIGHTS LICENCE COMMAND: one start; what failed once is not tried again.
measure() {
  local round=$1 name=$2 log=$out/$2.$1.log said=$out/$2.$1.txt key value
  if grep -q "^$name	error	" "$results"; then return; fi
  echo "round $round, $name" >&2
  if [ "$round" = 1 ]; then say "$name" engine "$3"; say "$name" weights "$4"; say "$name" licence "$5"; fi
  shift 5
  if "$java" "$@" "$prefill" "$decode" "$warm_ups" >"$said" 2>"$log"; then
    while IFS=$'\t' read -r key value; do
      case $key in answer | build | prefill | decode) say "$name" "$key" "$value" ;; esac
    done <"$said"
  else
    say "$name" error "$({ grep -E '^(Caused by|Exception in)' "$log" || tail -n 1 "$log"; } | tail -n 1)"
  fi
}

# In the order of the table; Jlama has no Q8_0, BF16 is the nearest that it multiplies.
run() {
  case $2 in
    0) measure "$1" candor-q8 "Candor $commit" Q8_0 Apache-2.0 "${ours[@]}" "$drivers/Candor.java" "$models/tinyllama-q8.gguf" "$threads" ;;
    1) measure "$1" java-llama-q8 "de.kherud:llama $java_llama" Q8_0 MIT "${all[@]}" -cp "$out/java-llama/*" "$drivers/JavaLlama.java" "$models/tinyllama-q8.gguf" "$threads" ;;
    2) measure "$1" jlama-i8 "Jlama $jlama" "I8, its own" Apache-2.0 "${theirs[@]}" "$drivers/Jlama.java" I8 "$folder" "$threads" ;;
    3) measure "$1" jlama-bf16 "Jlama $jlama" "BF16 of the Q8_0" Apache-2.0 "${theirs[@]}" "$drivers/Jlama.java" BF16 "$folder" "$threads" ;;
    4) measure "$1" candor-q4 "Candor $commit" Q4_0 Apache-2.0 "${ours[@]}" "$drivers/Candor.java" "$models/tinyllama-q4_0.gguf" "$threads" ;;
    5) measure "$1" java-llama-q4 "de.kherud:llama $java_llama" Q4_0 MIT "${all[@]}" -cp "$out/java-llama/*" "$drivers/JavaLlama.java" "$models/tinyllama-q4_0.gguf" "$threads" ;;
    6) measure "$1" jlama-q4 "Jlama $jlama" "Q4, its own" Apache-2.0 "${theirs[@]}" "$drivers/Jlama.java" Q4 "$folder" "$threads" ;;
  esac
}
cases=7
load=$(cut -d' ' -f1 /proc/loadavg)
for ((round = 1; round <= rounds; round++)); do
  for ((i = 0; i < cases; i++)); do run "$round" $(((i + round - 1) % cases)); done
done
{
  echo "Tokens a second, median (range): prefill of $prefill tokens, decode of $decode behind 16, $threads threads. Load average $load before, $(cut -d' ' -f1 /proc/loadavg) after."
  "$java" --version | sed -n '2p'
  sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1
  echo
  "$java" "$drivers/Table.java" "$results"
} | tee "$out/table.md"
