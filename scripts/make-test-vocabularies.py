#!/usr/bin/env python3
"""Makes the two small vocabularies that the engine's tokenizer tests ship, as GGUF without tensors.

usage: make-test-vocabularies.py DIR     writes DIR/small-spm.gguf and DIR/small-bpe.gguf

Both are trained on the text below, a line at a time without cutting it into words first: so there are
merges across every boundary that a pre-tokenizer draws, and a boundary drawn wrongly changes the ids.
Needs Python 3.8 and nothing else; the same text gives the same bytes.
"""
import struct
import sys
from collections import Counter
from pathlib import Path

TEXT = """
The ferry leaves the harbour at 6:45 and reaches the island before noon, if the wind is kind.
It's late; we've eaten, they'll sing, I'm tired, you'd laugh, she's gone and they're asleep.
IT'S LATE; WE'VE EATEN, THEY'LL SING, I'M TIRED, YOU'D LAUGH, SHE'S GONE.
In 1987 the town had 12345 people, 678 boats and 90 goats; in 2024 it had 1234567 visitors.
Which river flows through the old town? The river that flows through the old town is short.
What is the capital of the country? The capital is the largest city. Who wrote the book?
for (int i = 0; i < n; i++) { sum += values[i]; } return sum / n;
    if value is None:
        return [x for x in range(10) if x % 2 == 0]
getUserName setUserName HTTPServer parseXMLFile camelCaseWords snake_case_words
C'est déjà l'été à Genève, où l'élève naïf préfère le café glacé. Ça va? Où est la forêt?
Die Straße führt über die Brücke; für Größe und Höhe gibt es Maße. Übung macht den Meister.
Привет, мир! Как дела? Река течёт к морю, и море шумит. Привет, море!
日本語の文章です。東京は大きな町です。川の水は海へ行く。漢字とかな。東京の川。
한국어 문장입니다. 서울은 큰 도시입니다. 강물은 바다로 갑니다.
שלום עולם. הנהר זורם אל הים. مرحبا بالعالم. النهر يجري إلى البحر.
नमस्ते दुनिया। नदी समुद्र की ओर बहती है। नमस्ते।
👍 great 👍🏽 fine 👩‍👩‍👧 family 🇫🇷 flag 😀😀😀 smile ❤️ heart
a b  c   d    e     f      g       h        i         j
-- --- ---- ---------- ===== ***** ##### ..... !!! ??? ?! ;) :-) <= >= != == -> => ::
https://example.org/path?query=1&other=two#part  mail@example.org  3.14159  1,000,000  50%  $5.00
one\ttwo\t\tthree\t\t\tfour \t five
x² + y² = z² ½ ¾ ١٢٣ १२३ Ⅳ ⅷ 第10回 10th 1st 2nd 3rd
""".strip("\n").split("\n")
LINES = TEXT + [f"{a}\n{b}" for a, b in zip(TEXT, TEXT[1:])] + ["\n\n", "\n\n\n", " \n \n", "end.\n\n"]

NORMAL, UNKNOWN, CONTROL, USER, UNUSED, BYTE = 1, 2, 3, 4, 5, 6


def train(lines, merges, longest):
    """Byte-pair encoding: join the most frequent pair, again and again."""
    lines = [list(line) for line in lines]
    found = []
    for _ in range(merges):
        pairs = Counter()
        for line in lines:
            pairs.update(p for p in zip(line, line[1:]) if len(p[0]) + len(p[1]) <= longest)
        if not pairs:
            break
        best = min(pairs, key=lambda p: (-pairs[p], p))
        found.append(best)
        for line in lines:
            i = 0
            while i + 1 < len(line):
                if (line[i], line[i + 1]) == best:
                    line[i : i + 2] = [line[i] + line[i + 1]]
                i += 1
    return found


def byte_alphabet():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in printable]
    return {**{b: chr(b) for b in printable}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(v):
    if isinstance(v, bool):
        return struct.pack("<I?", 7, v)
    if isinstance(v, int):
        return struct.pack("<II", 4, v)
    if isinstance(v, str):
        return struct.pack("<I", 8) + string(v)
    if isinstance(v[0], str):
        return struct.pack("<IIQ", 9, 8, len(v)) + b"".join(map(string, v))
    kind, form = (6, "f") if isinstance(v[0], float) else (5, "i")
    return struct.pack(f"<IIQ{len(v)}{form}", 9, kind, len(v), *v)


def write(path, metadata):
    body = b"".join(string(k) + value(v) for k, v in metadata.items())
    Path(path).write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, len(metadata)) + body)


def spm(path):
    lines = [line.replace(" ", "▁") for line in LINES if "\n" not in line]
    # Some characters stay out, so that byte fallback has work to do.
    text = "".join(c for line in lines for c in line if c not in "👧🇷漢한שנम☃½\t")
    lines = ["".join(c for c in line if c in text) for line in lines]
    merges = train(lines, 700, 12)
    pieces = list(dict.fromkeys(a + b for a, b in merges))
    characters = sorted(set(text), key=lambda c: (-text.count(c), c))
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    types = [UNKNOWN, CONTROL, CONTROL] + [BYTE] * 256
    extra = ["<|user|>", "<|end|>", "<note>", "<note>>"]
    ordinary = pieces + characters
    tokens += ordinary + extra
    types += [NORMAL] * len(ordinary) + [CONTROL, CONTROL, USER, USER]
    scores = [0.0] * 259 + [-float(i) for i in range(len(ordinary))] + [0.0] * len(extra)
    write(path, {
        "general.architecture": "llama",
        "general.name": "small test vocabulary, SPM",
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.scores": scores,
        "tokenizer.ggml.token_type": types,
        "tokenizer.ggml.bos_token_id": 1,
        "tokenizer.ggml.eos_token_id": 2,
        "tokenizer.ggml.unknown_token_id": 0,
    })


def bpe(path):
    alphabet = byte_alphabet()
    lines = ["".join(alphabet[b] for b in line.encode()) for line in LINES]
    merges = train(lines, 1200, 16)
    tokens = [alphabet[b] for b in range(256)]
    for a, b in merges:
        if a + b not in tokens:
            tokens.append(a + b)
    # Only reachable when merges are ignored for whole words: no merge makes it.
    tokens.append("Ġquartz")
    specials = ["<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>", "<|user|>", "<note>"]
    types = [NORMAL] * len(tokens) + [CONTROL] * 4 + [USER]
    tokens += specials
    write(path, {
        "general.architecture": "llama",
        "general.name": "small test vocabulary, BPE",
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "llama-bpe",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": types,
        "tokenizer.ggml.merges": [f"{a} {b}" for a, b in merges],
        "tokenizer.ggml.bos_token_id": tokens.index("<|begin_of_text|>"),
        "tokenizer.ggml.eos_token_id": tokens.index("<|end_of_text|>"),
    })


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    directory = Path(sys.argv[1])
    spm(directory / "small-spm.gguf")
    bpe(directory / "small-bpe.gguf")
