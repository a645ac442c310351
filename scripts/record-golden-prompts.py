#!/usr/bin/env python3
"""Records how Jinja2, set up as Hugging Face transformers sets it up, renders the tests' own templates.

usage: record-golden-prompts.py RESOURCES [LLAMA_CPP_DIR MODEL]
  RESOURCES      has templates/*.jinja; gets golden-prompts.json
  LLAMA_CPP_DIR  has llama-server; with a MODEL to start it on, its /apply-template is compared too

Needs the package jinja2 (3.1). An expected value of null stands for a template that refuses the messages.
llama-server leaves a leading begin of sequence to its tokenizer and gives a template that refuses system
turns a merged user turn instead: the first is allowed for, the second is printed as a difference.
"""
import datetime
import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import jinja2
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

NOW = datetime.datetime(2025, 3, 4, 5, 6, 7)
BOS, EOS = "<s>", "</s>"


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_same"), [], [], body).set_lineno(line)

    def _same(self, caller):
        return caller()


def refuse(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def render(source, messages, add_generation_prompt):
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = refuse
    environment.globals["strftime_now"] = NOW.strftime
    try:
        return environment.from_string(source).render(
            messages=messages, add_generation_prompt=add_generation_prompt, bos_token=BOS, eos_token=EOS)
    except jinja2.exceptions.TemplateError:
        return None


def turns(text):
    roles = {"u": "user", "a": "assistant", "s": "system"}
    return [{"role": roles[turn[0]], "content": turn[1:]} for turn in text]


CONVERSATIONS = [
    turns(["uWhich river is it?"]),
    turns(["s Be brief. ", "uWhich river is it?"]),
    turns(["uHi", "a <think>\nhm\n</think>\n\nHello ", "u  spaced \n"]),
    turns(["sNotes", "uIt's {{ x }} {% y %} {# z #}", "afalse", "u0"]),
    turns(["ua", "ub"]),
    turns(["ué😀 <b>&\"'\n\n"]),
    turns(["ux", "aNone"]),
]


def compare(peer, model, path, cases):
    port = 18000 + os.getpid() % 1000
    server = subprocess.Popen(
        [f"{peer}/llama-server", "-m", model, "--host", "127.0.0.1", "--port", str(port), "--jinja",
         "--chat-template-file", str(path), "-c", "256", "--no-warmup", "--log-disable", "-t", "1", "-np", "1"],
        env=dict(os.environ, LD_LIBRARY_PATH=peer), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    same = asked = 0
    try:
        for _ in range(120):
            time.sleep(0.25)
            if server.poll() is not None:
                return f"{path.name}: llama-server does not take this template"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health").read()
                break
            except OSError:
                continue
        for case in cases:
            if not case["add_generation_prompt"] or case["messages"][-1]["role"] != "user":
                continue
            body = json.dumps({"messages": case["messages"]}).encode()
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/apply-template", body, {"Content-Type": "application/json"})
            try:
                prompt = json.load(urllib.request.urlopen(request))["prompt"]
            except urllib.error.HTTPError:
                prompt = None
            expected = case["expected"]
            bare = expected.removeprefix(BOS) if expected is not None else None
            asked += 1
            if prompt in (expected, bare):
                same += 1
            else:
                print(f"{path.name}: expected {expected!r}\n  llama-server {prompt!r}")
    finally:
        server.terminate()
        server.wait()
    return f"{path.name}: llama-server agrees on {same} of {asked}"


def main(resources, peer=None, model=None):
    golden = []
    for path in sorted((resources / "templates").glob("*.jinja")):
        cases = [
            {"template": path.name, "messages": messages, "add_generation_prompt": prompt,
             "expected": render(path.read_text(), messages, prompt)}
            for messages in CONVERSATIONS for prompt in (True, False)]
        golden += cases
        if peer:
            print(compare(peer, model, path, cases))
    lines = ",\n".join(json.dumps(case) for case in golden)
    (resources / "golden-prompts.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
