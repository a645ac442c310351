#!/usr/bin/env python3
"""Records what llama-tokenize makes of the tests' own texts, with the tests' small vocabularies.

usage: record-golden-tokens.py LLAMA_CPP_DIR RESOURCES [TINYLLAMA]
  LLAMA_CPP_DIR  has llama-tokenize and its libraries
  RESOURCES      has small-spm.gguf, small-bpe.gguf and texts.json; gets golden-tokens.json
  TINYLLAMA      a GGUF of TinyLlama 1.1B Chat: RESOURCES gets tinyllama-tokens.json too

For every vocabulary two lists of ids a text: "special" adds begin of sequence and parses special
tokens, "literal" does neither. "spm" is the SPM vocabulary, "spm-no-prefix" the same without a space
before a text, as Gemma has it, "spm-phi-3" the same in a model that calls itself Phi-3; every other name
is the BPE vocabulary with that pre-tokenizer.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

PRE = ["default", "gpt-2", "smollm", "llama-bpe", "smaug-bpe", "qwen2", "tekken", "gpt-4o"]


def string(text):
    return struct.pack("<Q", len(text)) + text.encode()


def with_pre(data, pre):
    def pair(value):
        return string("tokenizer.ggml.pre") + struct.pack("<I", 8) + string(value)

    assert data.count(pair("llama-bpe")) == 1
    return data.replace(pair("llama-bpe"), pair(pre))


def without_prefix(data):
    """The flag goes before the first entry; the header counts one entry more."""
    header, count, entries = data[:16], struct.unpack("<Q", data[16:24])[0], data[24:]
    flag = string("tokenizer.ggml.add_space_prefix") + struct.pack("<I?", 7, False)
    return header + struct.pack("<Q", count + 1) + flag + entries


def phi3(data):
    """llama.cpp goes by the name, and wants a token that all of them have."""
    for old, new in (("small test vocabulary, SPM", "Phi-3 in small"), ("<note>>", "<|endoftext|>")):
        assert data.count(string(old)) == 1
        data = data.replace(string(old), string(new))
    return data


SPM = {
    "spm": lambda data: data,
    "spm-no-prefix": without_prefix,
    "spm-phi-3": phi3,
}


def tokenize(peer, model, text, *flags):
    command = [f"{peer}/llama-tokenize", "-m", model, "--stdin", "--ids", "--no-escape", "--log-disable"]
    environment = dict(os.environ, LD_LIBRARY_PATH=peer)
    run = subprocess.run([*command, *flags], input=text.encode(), capture_output=True, env=environment, check=True)
    return json.loads(run.stdout)


def record(peer, model, texts):
    return {
        "special": [tokenize(peer, model, text) for text in texts],
        "literal": [tokenize(peer, model, text, "--no-bos", "--no-parse-special") for text in texts],
    }


def write(path, golden):
    entries = []
    for name, kinds in golden.items():
        parts = []
        for kind, lists in kinds.items():
            rows = ",\n".join(json.dumps(ids, separators=(",", ":")) for ids in lists)
            parts.append(f'"{kind}":[\n{rows}\n]')
        entries.append(f'"{name}":{{' + ",\n".join(parts) + "}")
    path.write_text("{" + ",\n".join(entries) + "}\n")


def main(peer, resources, tinyllama=None):
    texts = json.loads((resources / "texts.json").read_text())
    golden = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in [*SPM, *PRE]:
            model = Path(scratch) / f"{name}.gguf"
            if name in SPM:
                model.write_bytes(SPM[name]((resources / "small-spm.gguf").read_bytes()))
            else:
                model.write_bytes(with_pre((resources / "small-bpe.gguf").read_bytes(), name))
            golden[name] = record(peer, model, texts)
    write(resources / "golden-tokens.json", golden)
    if tinyllama:
        write(resources / "tinyllama-tokens.json", {"tinyllama": record(peer, tinyllama, texts)})


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
