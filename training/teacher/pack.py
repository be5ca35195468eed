"""The silver trees without the words: spans, heads, labels and tags by report, in a small binary file.

Layout (after gunzip): the line "silver 1", a line of JSON {"rels": [...], "tags": [...], "parts": [[report, part, sentences],
...]}, then columns, each a little-endian uint32 byte length and unsigned varints:
  words     of each sentence
  gap       bytes from the end of the word before (of the part's start) to the word's start
  length    bytes of the word
  head      0 for the root, else 1 + zigzag(head - word) of positions in the sentence
  rel, tag  index into the lists
Parts stand in the silver's order, and so do their sentences.
"""
import argparse
import gzip
import json
import struct


def blocks(path):
    """(name, rows) of each sentence of a gzipped CoNLL-U file."""
    name, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                name = line[12:]
            elif line:
                rows.append(line.split("\t"))
            else:
                yield name, rows
                rows = []


def varints(numbers):
    out = bytearray()
    for n in numbers:
        while n > 127:
            out.append(n & 127 | 128)
            n >>= 7
        out.append(n)
    return bytes(out)


def number(seen, name):
    return seen.setdefault(name, len(seen))


def pack(path):
    rels, tags, parts = {}, {}, []
    cols = {k: [] for k in ("words", "gap", "length", "head", "rel", "tag")}
    end = 0
    for name, rows in blocks(path):
        report, part, _ = name.rsplit("/", 2)
        if not parts or parts[-1][:2] != [report, part]:
            parts.append([report, part, 0])
            end = 0
        parts[-1][2] += 1
        cols["words"].append(len(rows))
        for r in rows:
            a, b = map(int, r[9].split("|")[0][5:].split(":"))
            step = int(r[6]) - int(r[0])
            cols["gap"].append(a - end)
            cols["length"].append(b - a)
            cols["head"].append(0 if r[6] == "0" else 1 + (2 * step if step >= 0 else -2 * step - 1))
            cols["rel"].append(number(rels, r[7]))
            cols["tag"].append(number(tags, "\t".join(r[3:6])))
            end = b
    head = json.dumps({"rels": list(rels), "tags": list(tags), "parts": parts}, separators=(",", ":"))
    out = [b"silver 1\n", head.encode(), b"\n"]
    for numbers in cols.values():
        data = varints(numbers)
        out += [struct.pack("<I", len(data)), data]
    return b"".join(out)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--trees", required=True)
    p.add_argument("--out", required=True)
    o = p.parse_args()
    with open(o.out, "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as out:
        out.write(pack(o.trees))


if __name__ == "__main__":
    main()
