#!/usr/bin/env python3
"""Records log-probabilities of llama.cpp, for the engine's oracle tests to compare with.

    scripts/record-logits.py tiny TINY_DIR OUT_DIR
        of the models that dev.candor.engine.oracle.GoldenModels wrote to DIR/NAME, where TINY_DIR is
        DIR/NAME: OUT_DIR/NAME.json (every 13th token, what the tests keep) and OUT_DIR/NAME-full.json
    scripts/record-logits.py real MODEL.gguf OUT.json [SAME.gguf]
        of a real model: the 50 likeliest tokens behind each prompt, and $GREEDY (64) greedy tokens;
        under the name and SHA-256 of SAME.gguf if that holds the same values in other types

Wants a built llama.cpp in $MODELS/peer/llama.cpp. Key and value cache are f32, flash
attention is off. The server listens on 127.0.0.1 only and is stopped at the end.
"""

import concurrent.futures
import contextlib
import hashlib
import json
import os
import pathlib
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PEER = pathlib.Path(os.environ.get("MODELS", "models")) / "peer" / "llama.cpp"
STRIDE = 13
TOP = 50
GREEDY = int(os.environ.get("GREEDY", "64"))
SLOTS = 8
THREADS = int(os.environ.get("THREADS", "1"))

TEXTS = [
    "The capital of France is",
    "Once upon a time there was a small engine that",
    "Water boils at a temperature of",
    "Q: Which planet is closest to the Sun?\nA:",
    "Q: Who painted the ceiling of the Sistine Chapel?\nA:",
    "def fibonacci(n):\n    if n < 2:\n        return n\n    return",
    "1, 2, 3, 4, 5, 6, 7,",
    "My grandmother kept her recipes in a wooden box, and every Sunday she would",
    "The chemical symbol for gold is",
    "Dear Sir or Madam,\n\nI am writing to complain about",
    "In the year 1969, two astronauts",
    "Les enfants jouent dans le",
    "The opposite of hot is cold. The opposite of tall is",
    "<|user|>\nWhat is the largest ocean on Earth?</s>\n<|assistant|>\n",
    "<|user|>\nName three primary colours.</s>\n<|assistant|>\n",
    "To make a cup of tea, first boil the water, then",
    "SELECT name, population FROM cities WHERE",
    "The river Danube flows through",
    "A triangle with three equal sides is called",
    "The meeting was moved from Tuesday to Thursday because",
    "Roses are red, violets are",
    "In a shocking turn of events, the mayor announced that the bridge, which had been closed "
    "for repairs since the spring, would not open again before winter. Residents on both banks "
    "of the river were told to",
    "Translate to German: 'Good morning, my friend.' ->",
    "Paris Paris Paris Paris Paris Paris Paris",
]


@contextlib.contextmanager
def server(model, context, threads, slots=1):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [PEER / "llama-server", "-m", model, "--host", "127.0.0.1", "--port", port]
    command += ["-c", context, "-np", slots, "-t", threads, "-fa", "off", "-ctk", "f32"]
    command += ["-ctv", "f32", "--no-warmup", "-fit", "off"]
    environment = dict(os.environ, LD_LIBRARY_PATH=str(PEER.resolve()))
    log = open(os.devnull, "w")
    process = subprocess.Popen(
        [str(part) for part in command], env=environment, stdout=log, stderr=log
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1200):
            if process.poll() is not None:
                raise SystemExit(f"llama-server ended with {process.returncode} on {model}")
            try:
                urllib.request.urlopen(url + "/health").read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def post(url, path, body):
    request = urllib.request.Request(
        url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=1200) as reply:
        return json.load(reply)


def log_probabilities(url, tokens, count, shown):
    """(id, ln p) of the `count` likeliest tokens. The bias makes the sampler take a printable
    token, since the server keeps back what is not text yet; it does not touch what is reported."""
    reply = post(
        url,
        "/completion",
        {
            "prompt": tokens,
            "n_predict": 1,
            "n_probs": count,
            "temperature": 0,
            "cache_prompt": False,
            "logit_bias": [[shown, 1000]],
        },
    )
    if reply["tokens_evaluated"] != len(tokens):
        raise SystemExit(f"{reply['tokens_evaluated']} tokens read, expected {len(tokens)}")
    top = reply["completion_probabilities"][0]["top_logprobs"]
    return [(entry["id"], entry["logprob"]) for entry in top]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def peer():
    environment = dict(os.environ, LD_LIBRARY_PATH=str(PEER.resolve()))
    text = subprocess.run(
        [str(PEER / "llama-server"), "--version"], env=environment, capture_output=True, text=True
    )
    version = next(l for l in (text.stdout + text.stderr).splitlines() if "version:" in l)
    return "llama.cpp " + version.split("version:")[1].strip()


def rounded(value):
    return float(f"{value:.7g}")


def tiny(folder, out):
    generator = random.Random(20)
    lengths = [1, 2, 3, 5, 8, 13, 16, 17, 24, 31, 32, 33, 40, 48, 57, 63, 64, 65, 90, 120]
    prompts = [[1] + [generator.randrange(259) for _ in range(n - 1)] for n in lengths]
    full = {}
    for model in sorted(pathlib.Path(folder).glob("*.gguf")):
        with server(model, 256, 1) as url:
            rows = []
            for tokens in prompts:
                # 260 is the letter e in every tiny vocabulary; more than there are: all
                by_id = dict(log_probabilities(url, tokens, 100_000, 260))
                rows.append([rounded(by_id[i]) for i in range(len(by_id))])
        full[model.stem] = {"sha256": sha256(model), "logProbabilities": rows}
        print(model.stem, len(rows), "prompts", flush=True)
    kind = pathlib.Path(folder).name
    for name, stride in ((f"{kind}.json", STRIDE), (f"{kind}-full.json", 1)):
        models = {
            model: {
                "sha256": entry["sha256"],
                "logProbabilities": [
                    row[p % stride :: stride] for p, row in enumerate(entry["logProbabilities"])
                ],
            }
            for model, entry in full.items()
        }
        write(
            pathlib.Path(out) / name,
            {"peer": peer(), "stride": stride, "prompts": prompts, "models": models},
        )


def real(model, out, same=None):
    named = pathlib.Path(same or model)
    prompts = []
    with server(model, SLOTS * 256, THREADS, SLOTS) as url:
        shown = post(url, "/tokenize", {"content": "a", "add_special": False})["tokens"][-1]
        for text in TEXTS:
            body = {"content": text, "add_special": True, "parse_special": True}
            tokens = post(url, "/tokenize", body)["tokens"]
            top = log_probabilities(url, tokens, TOP, shown)
            prompts.append(
                {
                    "text": text,
                    "tokens": tokens,
                    "topIds": [i for i, _ in top],
                    "topLogProbabilities": [rounded(value) for _, value in top],
                }
            )
            print(len(prompts), repr(text[:40]), flush=True)

        def greedy(prompt):
            body = {
                "prompt": prompt["tokens"],
                "n_predict": GREEDY,
                "temperature": 0,
                "return_tokens": True,
                "cache_prompt": False,
            }
            return post(url, "/completion", body)["tokens"]

        # Together, so that the weights are read once a step and not once a token.
        with concurrent.futures.ThreadPoolExecutor(SLOTS) as pool:
            for prompt, tokens in zip(prompts, pool.map(greedy, prompts)):
                prompt["greedy"] = tokens
                print(len(tokens), "tokens behind", repr(prompt["text"][:40]), flush=True)
    golden = {"peer": peer(), "model": named.name, "sha256": sha256(named), "prompts": prompts}
    write(pathlib.Path(out), golden)


def write(path, golden):
    """One line for each list, so that a change shows where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(golden, ensure_ascii=False, separators=(",", ":"))
    for before, after in (("],[", "],\n["), ('"},', '"},\n'), ("{", "{\n"), ('],"', '],\n"')):
        text = text.replace(before, after)
    assert json.loads(text) == golden
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if (sys.argv[1:2], len(sys.argv)) not in ((["tiny"], 4), (["real"], 4), (["real"], 5)):
        raise SystemExit(__doc__)
    {"tiny": tiny, "real": real}[sys.argv[1]](*sys.argv[2:])
