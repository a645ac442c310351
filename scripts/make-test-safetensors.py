#!/usr/bin/env python3
"""Makes the small file of the safetensors tests with the format's own writer.

usage: make-test-safetensors.py RESOURCES     writes RESOURCES/reference.safetensors

Needs the package safetensors (0.8.0 wrote the file in the repository). The values are byte i = 7 i + 3 mod 256
of each tensor.
"""
import ctypes
import math
import sys
from pathlib import Path

from safetensors import TensorSpec, serialize

TENSORS = {
    "bias": ("float32", [5]),
    "double": ("float64", [1]),
    "empty": ("float32", [0, 3]),
    "größe": ("float16", [3]),
    "ids": ("int64", [2]),
    "one": ("float32", []),
    "weight": ("bfloat16", [2, 3]),
}
BYTES = {"float32": 4, "float64": 8, "float16": 2, "int64": 8, "bfloat16": 2}


def main(resources):
    tensors, alive = {}, []
    for name, (dtype, shape) in TENSORS.items():
        data = bytes((7 * i + 3) % 256 for i in range(BYTES[dtype] * math.prod(shape)))
        alive.append(ctypes.create_string_buffer(data, max(1, len(data))))
        pointer = ctypes.addressof(alive[-1])
        tensors[name] = TensorSpec(dtype=dtype, shape=shape, data_ptr=pointer, data_len=len(data))
    Path(resources, "reference.safetensors").write_bytes(serialize(tensors, {"format": "pt"}))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
