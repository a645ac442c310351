#!/usr/bin/env python3
"""scripts/compare-contributions.py RUN OTHER: does it matter how the same weights are stored?

RUN is a folder of `candor find`; OTHER one of `find --answers` on another file of the same weights, whose answers
`candor official write RUN` wrote. Says how alike the contributions of the same answers are, and what RUN's probe
tells from either. Needs numpy.
"""

import json
import sys
from pathlib import Path
from urllib.parse import unquote

import numpy as np

RESAMPLES = 2000


def rows(run, written):
    """The answers of a run by id of the question; ids of written answers have a file's name before them."""
    found = {}
    for line in (run / "rows.jsonl").read_text().splitlines():
        row = json.loads(line.split(" ", 1)[1])
        name = row["questionId"]
        found[unquote(name.split("#", 1)[1]) if written else name] = row
    return found


def contributions(run, of):
    matrix = np.load(run / "contributions-input.npy", mmap_mode="r")
    return np.asarray(matrix[[row["answerRow"] for row in of]], dtype=np.float64)


def auroc(score, wrong):
    greater = score[wrong][:, None] - score[~wrong][None, :]
    return ((greater > 0) + 0.5 * (greater == 0)).mean()


def main():
    run, other = Path(sys.argv[1]), Path(sys.argv[2])
    first, second = rows(run, False), rows(other, True)
    ids = [name for name in second if name in first]
    same = [name for name in ids if first[name]["answerTokens"] == second[name]["answerTokens"]]
    print(f"answers of both: {len(ids)}, of as many tokens: {len(same)}")
    a = contributions(run, [first[name] for name in same])
    b = contributions(other, [second[name] for name in same])
    alike = [np.corrcoef(x, y)[0, 1] for x, y in zip(a, b)]
    apart = np.linalg.norm(a - b, axis=1) / np.linalg.norm(a, axis=1)
    print(f"correlation of an answer's contributions: median {np.median(alike):.4f}, least {min(alike):.4f}")
    print(f"difference over norm: median {np.median(apart):.3f}, most {apart.max():.3f}")
    probe = json.loads((run / "probe.json").read_text())
    ffn = json.loads((run / "contributions-input.json").read_text())["columns"] // probe["model"]["layers"]
    columns = [weight["layer"] * ffn + weight["index"] for weight in probe["weights"]]
    weights = np.array([weight["weight"] for weight in probe["weights"]])
    test = np.array([first[name]["part"] == "test" for name in same])
    wrong = np.array([first[name]["verdict"] == "WRONG" for name in same])[test]
    mine, its = (matrix[test][:, columns] @ weights + probe["intercept"] for matrix in (a, b))
    draw = np.random.default_rng(7)
    leads = []
    for _ in range(RESAMPLES):
        some = draw.integers(0, len(wrong), len(wrong))
        leads.append(auroc(its[some], wrong[some]) - auroc(mine[some], wrong[some]))
    low, high = np.percentile(leads, [2.5, 97.5])
    print(f"held-out answers: {(~wrong).sum()} correct, {wrong.sum()} wrong")
    print(f"AUROC of {run}'s probe: {auroc(mine, wrong):.4f} there, {auroc(its, wrong):.4f} on {other}'s")
    print(f"difference {auroc(its, wrong) - auroc(mine, wrong):+.4f} [{low:+.4f}, {high:+.4f}]")
    level = probe["threshold"]
    print(f"on the same side of the threshold: {((mine > level) == (its > level)).sum()} of {len(wrong)}")


if __name__ == "__main__":
    main()
