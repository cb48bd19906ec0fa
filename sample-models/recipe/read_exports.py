#!/usr/bin/env python3
"""Reads what `sparsescope view ... --out FILE.{csv,npz,safetensors}` writes, with numpy alone.

    python read_exports.py masks.csv masks.npz masks.safetensors

prints what each file holds and, of files of one view, checks that they hold the same. The three
functions can be taken over as they are; docs/export.md says what every view's tables are.
"""

import csv
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np

TYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?"}


def read_npz(path):
    """Arrays by name, and the description."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return arrays, json.loads(str(arrays.pop("provenance")))


def read_safetensors(path):
    """Arrays by name, texts among them, and the description."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    words = header.pop("__metadata__")
    described = json.loads(words.pop("arrays"))
    arrays = {}
    for entry in described:
        name, shape = entry["name"], entry["shape"]
        if entry["type"] == "str":
            arrays[name] = np.array(json.loads(words.pop(name)), dtype=str).reshape(shape)
        else:
            tensor = header[name]
            begin, end = (8 + length + offset for offset in tensor["data_offsets"])
            kind = np.dtype(TYPES[tensor["dtype"]])
            arrays[name] = np.frombuffer(data[begin:end], kind).reshape(tensor["shape"])
    return arrays, {"provenance": words, "arrays": described}


def original(cell):
    """A text as it was before it was made harmless for spreadsheets."""
    return cell[1:] if cell.startswith("'") else cell


def number(cell):
    return float(cell) if cell else float("nan")


def read_csv(path):
    """Columns by table.column, and the description beside the file."""
    convert = {"str": original, "bool": lambda cell: cell == "true", "int64": int}
    path = Path(path)
    description = json.loads(Path(str(path) + ".json").read_text(encoding="utf-8"))
    columns = {}
    for index, table in enumerate(description["tables"]):
        file = path if index == 0 else path.with_name(f"{path.stem}-{table['name']}.csv")
        if hashlib.sha256(file.read_bytes()).hexdigest() != table["sha256"]:
            raise SystemExit(f"{file}: is not of the same export as {path}.json")
        with open(file, newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines, strict=True))
        heads = table["columns"]
        if rows[0] != [head["name"] for head in heads] or len(rows) - 1 != table["rows"]:
            raise SystemExit(f"{file}: is not what {path}.json says")
        for place, head in enumerate(heads):
            values = [convert.get(head["type"], number)(row[place]) for row in rows[1:]]
            columns[f"{table['name']}.{head['name']}"] = np.array(values)
    return columns, description


def same(left, right):
    if left.dtype.kind in "fc":
        # CSV has nothing for what is no finite number
        left, right = (np.where(np.isfinite(each), each, np.nan) for each in (left, right))
        return np.array_equal(left.astype(right.dtype), right, equal_nan=True)
    return np.array_equal(left, right)


def without_file(description):
    """The provenance but for the command, which names the kind of file."""
    return {key: word for key, word in description["provenance"].items() if key != "Command"}


def check_arrays(first, second):
    """NPZ and safetensors hold the same arrays."""
    if first.keys() != second.keys():
        raise SystemExit(f"different arrays: {sorted(first.keys() ^ second.keys())}")
    for name, values in first.items():
        # numpy's own texts end where only NULs follow
        if values.shape != second[name].shape or not same(values, second[name]):
            raise SystemExit(f"{name} differs")


def check_columns(columns, arrays, description):
    """The lines of CSV say what the arrays hold."""
    checked = 0
    for entry in description["arrays"]:
        name, values = entry["name"], arrays[entry["name"]]
        if name in columns and columns[name].size == values.size:
            if not same(columns[name].reshape(values.shape), values):
                raise SystemExit(f"{name} differs in CSV")
            checked += 1
    pieces = [values for name, values in arrays.items() if name.startswith(("alpha.", "bias."))]
    if pieces:
        if not same(columns["vectors.value"], np.concatenate(pieces)):
            raise SystemExit("vectors differ in CSV")
        checked += len(pieces)
    return checked


def main(paths):
    readers = {".npz": read_npz, ".safetensors": read_safetensors, ".csv": read_csv}
    read = {}
    for path in paths:
        ending = Path(path).suffix
        read[ending] = readers[ending](path)
        arrays, description = read[ending]
        print(f"{path}: {len(arrays)} arrays, {description['provenance']['Title']}")
        for name, values in list(arrays.items())[:12]:
            print(f"    {name:40} {values.dtype.name:8} {list(values.shape)}")
    descriptions = [without_file(description) for _, description in read.values()]
    if any(each != descriptions[0] for each in descriptions):
        raise SystemExit("the files are not of one export")
    if ".npz" in read and ".safetensors" in read:
        check_arrays(read[".npz"][0], read[".safetensors"][0])
        print("the arrays of NPZ and safetensors are the same")
    if ".npz" in read and ".csv" in read:
        count = check_columns(read[".csv"][0], *read[".npz"])
        print(f"{count} arrays are the same in CSV")


if __name__ == "__main__":
    main(sys.argv[1:])
